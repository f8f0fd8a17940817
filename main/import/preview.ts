import { setImmediate as turn } from 'node:timers/promises'
import { basename } from 'node:path'
import type { ErrorOf, FieldError } from '../../preload/errors'
import { normaliseEmail } from '../../preload/text'
import type { DesktopOutcome } from '../../preload/desktop'
import { ok, err } from '../calls/outcome'
import { readForeignAccounts } from '../database/transfer/foreign-accounts'
import { readChosen } from '../backup/backup-files'
import { createClassifier, type Candidate } from './candidates'
import type { TransferDeps } from '../backup/deps'
import type { ChooseSource } from '../backup/dialog-types'
import { authorizeRead } from '../calls/steps/authorize-transfer'

/** What was shown and may be imported, and the import that is under way. One of each. */
export type ImportState = {
  preview: { id: string; candidates: Candidate[] } | null
  running: { id: string; cancelled: boolean } | null
}

/** So many rows are looked at before others have their turn. */
export const batchSize = 1000

/**
 * Lets somebody choose a file of the seed's shape and says what would become of each account; nothing is changed, the
 * file least of all. `invalidInput` `file: malformed` for no SQLite database, `required` for one without accounts,
 * `tooLong` for more than can be read; `storage locked` while another program writes to it.
 */
export async function previewImport(
  deps: TransferDeps,
  importing: ImportState,
  choose: ChooseSource,
): Promise<DesktopOutcome<'previewImport'>> {
  importing.preview = null
  const path = await choose()
  if (path === null) return ok(null)
  // The dialog may have stood open for an hour; what follows says who has an account here.
  const still = authorizeRead(deps.accounts)
  if (!still.ok) return still
  const bytes = await readChosen(path, deps.readMaxBytes)
  if (bytes === null) return err(badFile('tooLong'))
  const found = readForeignAccounts(await deps.sql(), bytes, deps.policy.importMaxAccounts)
  if ('refused' in found) return err(badFile(refusals[found.refused]))
  const judge = createClassifier(deps.policy, emailsTaken(deps))
  const candidates: Candidate[] = []
  for (const [at, row] of found.accounts.entries()) {
    candidates.push(judge(row))
    if (at % batchSize === batchSize - 1) await turn()
  }
  const id = deps.random.uuid()
  importing.preview = { id, candidates }
  const rows = candidates.map(({ email, status }) => ({ email, status }))
  return ok({ id, file: basename(path), rows })
}

/** Whether an email has an account here, as of now. */
export function emailsTaken({ store }: TransferDeps): (email: string) => boolean {
  const taken = new Set(store.all('SELECT email FROM users').map(([email]) => normaliseEmail(String(email))))
  return (email) => taken.has(email)
}

const badFile = (how: FieldError): ErrorOf<'invalidInput'> => ({ code: 'invalidInput', fields: { file: how } })
const refusals = { notADatabase: 'malformed', noAccounts: 'required', tooMany: 'tooLong' } as const
