import { basename } from 'node:path'
import type { ErrorOf, FieldError } from '../../preload/errors'
import { normaliseEmail } from '../../preload/text'
import type { DesktopOutcome } from '../../preload/desktop'
import { ok, err } from '../calls/outcome'
import { nullIfStopped } from '../backup/backup'
import { readChosenFile } from '../backup/backup-files'
import { yieldToEventLoop } from '../database/engine/yield'
import type { ForeignAccount } from '../database/transfer/foreign-accounts'
import { fromSlice, type Slice } from '../database/worker/buffers'
import { createClassifier, type Candidate } from './candidates'
import type { TransferDeps } from '../backup/deps'
import type { ChooseSource } from '../backup/dialog-types'
import { authorizeRead } from '../calls/steps/authorize-transfer'

/** The latest preview, which may be imported, and the running import; at most one of each. */
export type ImportState = {
  preview: { id: string; candidates: Candidate[] } | null
  running: { id: string; cancel: AbortController } | null
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
  const bytes = await readChosenFile(path, deps.storeLimits.readMaxBytes)
  if (bytes === null) return err(badFile('tooLong'))
  const slices: Slice<ForeignAccount>[] = []
  const found = await deps.worker
    .run(
      'readAccounts',
      { bytes, maxAccounts: deps.policy.importMaxAccounts },
      { onReport: (slice) => void slices.push(slice) },
    )
    .catch(nullIfStopped)
  if (found?.refused !== null) return err(badFile(fieldErrors[found?.refused ?? 'notADatabase']))
  const candidates = await classifyAll(deps, slices)
  // The worker may have taken a while.
  const stillAllowed = authorizeRead(deps.accounts)
  if (!stillAllowed.ok) return stillAllowed
  const id = deps.random.uuid()
  state.preview = { id, candidates }
  const rows = candidates.map(({ email, status }) => ({ email, status }))
  return ok({ id, file: basename(path), rows })
}

/** Classifies slice by slice, so that the app stays responsive. */
async function classifyAll(deps: TransferDeps, slices: readonly Slice<ForeignAccount>[]): Promise<Candidate[]> {
  const classify = createClassifier(deps.policy, await loadIsTaken(deps))
  const candidates: Candidate[] = []
  for (const slice of slices) {
    candidates.push(...fromSlice(slice).map(classify))
    await yieldToEventLoop()
  }
  return candidates
}

/**
 * All emails, read in slices. An account that is created meanwhile has a higher id, so none is
 * missed.
 */
async function loadIsTaken({ store }: TransferDeps): Promise<(email: string) => boolean> {
  const taken = new Set<string>()
  for (let lastId = 0; ;) {
    const rows = store.all('SELECT id, email FROM users WHERE id > ? ORDER BY id LIMIT ?', [lastId, batchSize])
    for (const [, email] of rows) taken.add(normaliseEmail(String(email)))
    const [id] = rows.at(-1) ?? []
    if (id === undefined) return (email) => taken.has(email)
    lastId = Number(id)
    await yieldToEventLoop()
  }
}

const badFile = (file: FieldError): ErrorOf<'invalidInput'> => ({ code: 'invalidInput', fields: { file } })
const fieldErrors = { notADatabase: 'malformed', noAccounts: 'required', tooMany: 'tooLong' } as const
