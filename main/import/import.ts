import { setImmediate as yieldToEventLoop } from 'node:timers/promises'
import type { ErrorOf, Outcome } from '../../preload/errors'
import type { DesktopInput, DesktopOutcome } from '../../preload/desktop'
import { makeRecoveryKey } from '../auth/recovery-key'
import { fingerprint } from '../auth/secrets'
import type { LoggedIn } from '../calls/call'
import { ok, err } from '../calls/outcome'
import { insertImported, type ImportedAccount } from '../database/transfer/insert-imported'
import { toStorageError } from '../database/engine/storage-error'
import type { Candidate } from './candidates'
import { batchSize, loadIsTaken, type ImportState } from './preview'
import { removeKeyFiles, saveKeyFile, type KeySheetText } from './key-files'
import type { TransferDeps } from '../backup/deps'
import type { ChooseSource } from '../backup/dialog-types'
import { authorizeWrite, recheck } from '../calls/steps/authorize-transfer'

/**
 * Adds the importable accounts of a preview in one transaction. An account whose password cannot be
 * imported gets a recovery key, which is saved in a folder that the user chooses. Returns null, and
 * changes nothing, if no folder was chosen or the import was cancelled. Fails with `id: malformed`
 * if `id` is not the latest preview; other errors are those of `authorizeWrite`.
 */
export async function importAccounts(
  deps: TransferDeps,
  state: ImportState,
  chooseFolder: ChooseSource,
  keySheetText: KeySheetText,
  caller: LoggedIn | null,
  { id, password }: DesktopInput<'importAccounts'>,
): Promise<DesktopOutcome<'importAccounts'>> {
  const preview = state.preview
  if (preview?.id !== id) return err(unknownPreview)
  const authorized = await authorizeWrite(deps.accounts, caller, password, 'imported')
  if (!authorized.ok) return authorized
  // While the password was verified, another import may have started or another file been
  // previewed.
  if (state.preview !== preview || state.running) return err(unknownPreview)
  const { candidates } = preview
  const running = { id, cancelled: false }
  state.running = running
  try {
    const importable = candidates.filter(({ status }) => status === 'ready' || status === 'noPassword')
    const needFolder = importable.some(({ status }) => status === 'noPassword')
    const folder = needFolder ? await chooseFolder() : null
    if (needFolder && folder === null) return ok(null)
    const prepared = await prepare(deps, running, importable, folder, keySheetText)
    try {
      const inserted = running.cancelled ? null : insertAll(deps, authorized.value, prepared.accounts)
      if (inserted === null || !inserted.ok) await removeKeyFiles(prepared.files)
      if (inserted === null) return ok(null)
      if (!inserted.ok) return inserted
      state.preview = null
      deps.onProgress({ id, done: importable.length, total: importable.length })
      const imported = inserted.value
      const skipped = candidates.length - imported
      deps.log('imported', { imported, skipped })
      return ok({ imported, skipped, ...(folder !== null && { keysSavedIn: folder }) })
    } catch (error) {
      await removeKeyFiles(prepared.files)
      throw error
    }
  } finally {
    state.running = null
  }
}

/** Cancels the running import, which rolls back. Has no effect once the accounts are committed. */
export function cancel({ running }: ImportState, { id }: DesktopInput<'cancel'>): DesktopOutcome<'cancel'> {
  if (running?.id === id) running.cancelled = true
  return ok(null)
}

const unknownPreview: ErrorOf<'invalidInput'> = { code: 'invalidInput', fields: { id: 'malformed' } }

/** Makes and saves the keys in batches, so that the app stays responsive and `cancel` can run. */
async function prepare(
  deps: TransferDeps,
  running: { id: string; cancelled: boolean },
  importable: readonly Candidate[],
  folder: string | null,
  keySheetText: KeySheetText,
): Promise<{ accounts: ImportedAccount[]; files: string[] }> {
  const accounts: ImportedAccount[] = []
  const files: string[] = []
  try {
    for (const [index, { email, hashedPassword }] of importable.entries()) {
      if (running.cancelled) break
      if (hashedPassword === null && folder !== null) {
        const recoveryKey = makeRecoveryKey(deps.accounts.secrets.random)
        files.push(await saveKeyFile(folder, files.length, keySheetText({ email, recoveryKey })))
        accounts.push({ email, hashedPassword: unusableHash, recoveryKeyHash: fingerprint(recoveryKey) })
      } else {
        accounts.push({ email, hashedPassword: hashedPassword ?? unusableHash, recoveryKeyHash: null })
      }
      if (index % batchSize === 0) {
        deps.onProgress({ id: running.id, done: index, total: importable.length })
        await yieldToEventLoop()
      }
    }
    return { accounts, files }
  } catch (error) {
    await removeKeyFiles(files)
    throw toStorageError(error, 'saving recovery keys')
  }
}

/** Not a valid hash, so no password matches it. */
const unusableHash = '!'

/**
 * Inserts all accounts or none. Accounts that were registered meanwhile are left unchanged. Returns
 * how many were added.
 */
function insertAll(
  deps: TransferDeps,
  authorization: Parameters<typeof recheck>[1],
  accounts: readonly ImportedAccount[],
): Outcome<number, 'wrongCredentials' | 'notLoggedIn' | 'locked'> {
  return deps.store.transaction(() => {
    const rechecked = recheck(deps.accounts, authorization)
    if (!rechecked.ok) return rechecked
    const isTaken = loadIsTaken(deps)
    const available = accounts.filter(({ email }) => !isTaken(email))
    insertImported(deps.store, available, deps.clock.now())
    return ok(available.length)
  })
}
