import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import { basename } from 'node:path'
import type { ErrorOf, FieldError } from '../../preload/errors'
import { normaliseEmail } from '../../preload/text'
import type { DesktopOutcome } from '../../preload/desktop'
import { ok, err } from '../calls/outcome'
import { readForeignAccounts } from '../database/transfer/foreign-accounts'
import { readChosenFile } from '../backup/backup-files'
import { createClassifier, type Candidate } from './candidates'
import type { TransferDeps } from '../backup/deps'
import type { ChooseSource } from '../backup/dialog-types'
import { authorizeRead } from '../calls/steps/authorize-transfer'

/** The latest preview, which may be imported, and the running import; at most one of each. */
export type ImportState = {
  preview: { id: string; candidates: Candidate[] } | null
  running: { id: string; cancelled: boolean } | null
}

/** How many rows are processed before control returns to the event loop. */
export const batchSize = 1000

/**
 * Lets the user choose a file with the seed's schema and reports what an import would do with each
 * account. Changes nothing, including the file. Fails with `file: malformed` if it is not an SQLite
 * database, `file: required` if it has no accounts, `file: tooLong` if it is too large. Throws
 * StorageError `locked` while another program writes to the file.
 */
export async function previewImport(
  deps: TransferDeps,
  state: ImportState,
  choose: ChooseSource,
): Promise<DesktopOutcome<'previewImport'>> {
  state.preview = null
  const path = await choose()
  if (path === null) return ok(null)
  // The dialog may have been open for an hour, and the answer tells who has an account.
  const rechecked = authorizeRead(deps.accounts)
  if (!rechecked.ok) return rechecked
  const bytes = await readChosenFile(path, deps.readMaxBytes)
  if (bytes === null) return err(badFile('tooLong'))
  const result = readForeignAccounts(await deps.sql(), bytes, deps.policy.importMaxAccounts)
  if ('refused' in result) return err(badFile(fieldErrors[result.refused]))
  const classify = createClassifier(deps.policy, loadIsTaken(deps))
  const candidates: Candidate[] = []
  for (const [index, row] of result.accounts.entries()) {
    candidates.push(classify(row))
    if (index % batchSize === batchSize - 1) await yieldToEventLoop()
  }
  const id = deps.random.uuid()
  state.preview = { id, candidates }
  const rows = candidates.map(({ email, status }) => ({ email, status }))
  return ok({ id, file: basename(path), rows })
}

/** Loads all emails once; the answer tells whether an email had an account at that moment. */
export function loadIsTaken({ store }: TransferDeps): (email: string) => boolean {
  const taken = new Set(store.all('SELECT email FROM users').map(([email]) => normaliseEmail(String(email))))
  return (email) => taken.has(email)
}

const badFile = (file: FieldError): ErrorOf<'invalidInput'> => ({ code: 'invalidInput', fields: { file } })
const fieldErrors = { notADatabase: 'malformed', noAccounts: 'required', tooMany: 'tooLong' } as const
