import { yieldToEventLoop } from '../database/engine/yield'
import type { ErrorOf, Outcome } from '../../preload/errors'
import type { DesktopInput, DesktopOutcome } from '../../preload/desktop'
import { normaliseEmail } from '../../preload/text'
import { makeRecoveryKey } from '../auth/recovery-key'
import { fingerprint } from '../auth/secrets'
import type { LoggedIn } from '../calls/call'
import { ok, err } from '../calls/outcome'
import { toSlice, type Slice } from '../database/worker/buffers'
import type { ImportedAccount } from '../database/transfer/insert-imported'
import { removeStaged, stageFiles, swapFiles, unusedBase } from '../database/transfer/replace-files'
import { StorageError, toStorageError } from '../database/engine/storage-error'
import type { Candidate } from './candidates'
import { nullIfStopped } from '../backup/backup'
import { batchSize, type ImportState } from './preview'
import { removeKeyFiles, saveKeyFile, syncKeyFiles, type KeySheetText } from './key-files'
import type { TransferDeps } from '../backup/deps'
import type { ChooseSource } from '../backup/dialog-types'
import { authorizeOwner, type OwnerAuthorization, type OwnerError } from '../calls/steps/authorize-owner'
import { recheckAuthorization, useAuthorization } from '../calls/steps/authorize-transfer'

/**
 * Adds the importable accounts of a preview in one transaction. An account whose password cannot be
 * imported gets a recovery key, which is saved in a folder that the user chooses. Returns null, and
 * changes nothing, if no folder was chosen or the import was cancelled. Fails with `id: malformed`
 * if `id` is not the latest preview; other errors are those of `authorizeOwner`.
 */
export async function importAccounts(
  deps: TransferDeps,
  state: ImportState,
  chooseFolder: ChooseSource,
  keySheetText: KeySheetText,
  caller: LoggedIn,
  { id, ...proof }: DesktopInput<'importAccounts'>,
): Promise<DesktopOutcome<'importAccounts'>> {
  const preview = state.preview
  if (preview?.id !== id) return err(unknownPreview)
  const authorized = await authorizeOwner(deps.accounts, caller, proof)
  if (!authorized.ok) return authorized
  // While the password was verified, another import may have started or another file been
  // previewed.
  if (state.preview !== preview || state.running) return err(unknownPreview)
  const { candidates } = preview
  const running = { id, cancel: new AbortController() }
  state.running = running
  let files: string[] = []
  let imported: number | null = null
  try {
    const importable = candidates.filter(({ status }) => status === 'ready' || status === 'noPassword')
    const needFolder = importable.some(({ status }) => status === 'noPassword')
    const folder = needFolder ? await chooseFolder() : null
    if (needFolder && folder === null) return ok(null)
    const prepared = await prepare(deps, running, importable, folder, keySheetText)
    files = prepared.files
    if (running.cancel.signal.aborted) return ok(null)
    const inserted = await insertAll(deps, running, authorized.value, prepared.accounts, importable.length)
    if (!inserted.ok) return inserted
    imported = inserted.value
    if (imported === null) return ok(null)
    state.preview = null
    deps.onProgress({ id, done: importable.length, total: importable.length })
    const skipped = candidates.length - imported
    deps.log('imported', { imported, skipped })
    return ok({ imported, skipped, ...(folder !== null && { keysSavedIn: folder }) })
  } finally {
    state.running = null
    if (imported === null) await removeKeyFiles(files)
  }
}

/** Cancels the running import. Has no effect once the accounts are in the store. */
export function cancel({ running }: ImportState, { id }: DesktopInput<'cancel'>): DesktopOutcome<'cancel'> {
  if (running?.id === id) running.cancel.abort()
  return ok(null)
}

type Running = NonNullable<ImportState['running']>

const unknownPreview: ErrorOf<'invalidInput'> = { code: 'invalidInput', fields: { id: 'malformed' } }

/** Makes and saves the keys in batches, so that the app stays responsive and `cancel` can run. */
async function prepare(
  deps: TransferDeps,
  running: Running,
  importable: readonly Candidate[],
  folder: string | null,
  keySheetText: KeySheetText,
): Promise<{ accounts: Slice<ImportedAccount>[]; files: string[] }> {
  const accounts: Slice<ImportedAccount>[] = []
  let batch: ImportedAccount[] = []
  const files: string[] = []
  try {
    for (const [index, { email, hashedPassword }] of importable.entries()) {
      if (running.cancel.signal.aborted) break
      if (hashedPassword === null && folder !== null) {
        const recoveryKey = makeRecoveryKey(deps.accounts.secrets.random)
        files.push(await saveKeyFile(folder, files.length, keySheetText({ email, recoveryKey })))
        batch.push({ email, hashedPassword: unusableHash, recoveryKeyHash: fingerprint(recoveryKey) })
      } else {
        batch.push({ email, hashedPassword: hashedPassword ?? unusableHash, recoveryKeyHash: null })
      }
      if (index % batchSize === 0) {
        accounts.push(toSlice(batch))
        batch = []
        deps.onProgress({ id: running.id, done: Math.floor(index / 2), total: importable.length })
        await yieldToEventLoop()
      }
    }
    accounts.push(toSlice(batch))
    if (folder !== null) await syncKeyFiles(folder)
    return { accounts, files }
  } catch (error) {
    await removeKeyFiles(files)
    throw toStorageError(error, 'saving recovery keys')
  }
}

/** Not a valid hash, so no password matches it. */
const unusableHash = '!'

/**
 * Adds all accounts or none: the worker adds them to a copy of the database, which then replaces
 * it. Accounts that were registered meanwhile are left unchanged. Returns how many were added, or
 * null if the import was cancelled.
 */
async function insertAll(
  deps: TransferDeps,
  { id, cancel: { signal } }: Running,
  authorization: OwnerAuthorization,
  accounts: readonly Slice<ImportedAccount>[],
  total: number,
): Promise<Outcome<number | null, OwnerError>> {
  const folder = { fs: deps.fs, path: deps.folder }
  // The first half of the progress is their preparation.
  const onReport = (done: number) => deps.onProgress({ id, done: Math.floor((total + done) / 2), total })
  let outcome: Awaited<ReturnType<typeof insertAll>> = useAuthorization(deps.accounts, authorization)
  if (!outcome.ok) return outcome
  const replaced = deps.store.replace(async (current) => {
    if (!current) throw new StorageError('io', 'the store was closed')
    const at = deps.clock.now()
    const identity = { timelineId: deps.random.uuid(), sequence: unusedBase(folder) }
    const actor = normaliseEmail(authorization.user.email)
    const input = { current: current.bytes, accounts, at, identity, actor }
    const prepared = await deps.worker.run('insertImported', input, { onReport, signal }).catch(nullIfStopped)
    if (!prepared) return null
    const { bytes, imported } = prepared
    const staged = await stageFiles(
      folder,
      { bytes, identity, copy: null },
      { readMaxBytes: deps.storeLimits.growthMaxBytes },
    )
    return {
      confirm() {
        const rechecked = recheckAuthorization(deps.accounts, authorization)
        const isAllowed = rechecked.ok && !signal.aborted
        outcome = isAllowed ? ok(imported) : rechecked
        return isAllowed
      },
      async swap(isOurs) {
        const { storeLimits: limits, log } = deps
        await swapFiles(folder, staged, { replaced: current.timelineId, isOurs, at, limits, log })
      },
    }
  })
  await replaced.finally(() => removeStaged(folder))
  return outcome
}
