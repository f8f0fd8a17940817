import { setImmediate as turn } from 'node:timers/promises'
import type { ErrorOf, Outcome } from '../../preload/errors'
import type { DesktopInput, DesktopOutcome } from '../../preload/desktop'
import { makeRecoveryKey } from '../auth/recovery-key'
import { fingerprint } from '../auth/secrets'
import type { LoggedIn } from '../calls/call'
import { ok, err } from '../calls/outcome'
import { addImported, type ImportedAccount } from '../database/transfer/insert-imported'
import { toStorageError } from '../database/engine/storage-error'
import type { Candidate } from './candidates'
import { batchSize, emailsTaken, type ImportState } from './preview'
import { removeKeyFiles, saveKeyFile, type KeySheetText } from './key-files'
import type { TransferDeps } from '../backup/deps'
import type { ChooseSource } from '../backup/dialog-types'
import { authorizeWrite, recheck } from '../calls/steps/authorize-transfer'

/**
 * Adds the accounts that were shown as ready, in one transaction; those whose password can't be carried over get a
 * recovery key, saved in a folder that is asked for. Null when the folder was not chosen or the import was cancelled: then
 * nothing was changed. `invalidInput` `id: malformed` for what was not shown; else as `mayMove`.
 */
export async function importAccounts(
  deps: TransferDeps,
  importing: ImportState,
  chooseFolder: ChooseSource,
  sheetOf: KeySheetText,
  caller: LoggedIn | null,
  { id, password }: DesktopInput<'importAccounts'>,
): Promise<DesktopOutcome<'importAccounts'>> {
  const shown = importing.preview
  if (shown?.id !== id) return err(notShown)
  const may = await authorizeWrite(deps.accounts, caller, password, 'imported')
  if (!may.ok) return may
  // Two at once, or another file chosen while the password was compared.
  if (importing.preview !== shown || importing.running) return err(notShown)
  const { candidates } = shown
  const running = { id, cancelled: false }
  importing.running = running
  try {
    const wanted = candidates.filter(({ status }) => status === 'ready' || status === 'noPassword')
    const needFolder = wanted.some(({ status }) => status === 'noPassword')
    const folder = needFolder ? await chooseFolder() : null
    if (needFolder && folder === null) return ok(null)
    const prepared = await prepare(deps, running, wanted, folder, sheetOf)
    try {
      const accounts = running.cancelled ? null : addAll(deps, may.value, prepared.accounts)
      if (accounts === null || !accounts.ok) await removeKeyFiles(prepared.files)
      if (accounts === null) return ok(null)
      if (!accounts.ok) return accounts
      importing.preview = null
      deps.onProgress({ id, done: wanted.length, total: wanted.length })
      const imported = accounts.value
      const skipped = candidates.length - imported
      deps.log('imported', { imported, skipped })
      return ok({ imported, skipped, ...(folder !== null && { keysSavedIn: folder }) })
    } catch (error) {
      await removeKeyFiles(prepared.files)
      throw error
    }
  } finally {
    importing.running = null
  }
}

/** Rolls back the import that is under way. Too late, it changes nothing: then the import answers what it did. */
export function cancel({ running }: ImportState, { id }: DesktopInput<'cancel'>): DesktopOutcome<'cancel'> {
  if (running?.id === id) running.cancelled = true
  return ok(null)
}

const notShown: ErrorOf<'invalidInput'> = { code: 'invalidInput', fields: { id: 'malformed' } }
/** Makes and saves the keys, slice by slice, so that the window stays awake and can say stop. */
async function prepare(
  deps: TransferDeps,
  running: { id: string; cancelled: boolean },
  wanted: readonly Candidate[],
  folder: string | null,
  sheetOf: KeySheetText,
): Promise<{ accounts: ImportedAccount[]; files: string[] }> {
  const accounts: ImportedAccount[] = []
  const files: string[] = []
  try {
    for (const [at, { email, hashedPassword }] of wanted.entries()) {
      if (running.cancelled) break
      if (hashedPassword === null && folder !== null) {
        const recoveryKey = makeRecoveryKey(deps.accounts.secrets.random)
        files.push(await saveKeyFile(folder, files.length, sheetOf({ email, recoveryKey })))
        accounts.push({ email, hashedPassword: noHash, recoveryKeyHash: fingerprint(recoveryKey) })
      } else {
        accounts.push({ email, hashedPassword: hashedPassword ?? noHash, recoveryKeyHash: null })
      }
      if (at % batchSize === 0) {
        deps.onProgress({ id: running.id, done: at, total: wanted.length })
        await turn()
      }
    }
    return { accounts, files }
  } catch (error) {
    await removeKeyFiles(files)
    throw toStorageError(error, 'saving recovery keys')
  }
}

/** What no password matches: it is no hash. */
const noHash = '!'

/** All or none. Who registered meanwhile stays who they are. Answers how many were added. */
function addAll(
  deps: TransferDeps,
  proof: Parameters<typeof recheck>[1],
  accounts: readonly ImportedAccount[],
): Outcome<number, 'wrongCredentials' | 'notLoggedIn' | 'locked'> {
  return deps.store.transaction(() => {
    const still = recheck(deps.accounts, proof)
    if (!still.ok) return still
    const isTaken = emailsTaken(deps)
    const free = accounts.filter(({ email }) => !isTaken(email))
    addImported(deps.store, free, deps.clock.now())
    return ok(free.length)
  })
}
