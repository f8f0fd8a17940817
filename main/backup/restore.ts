import type { ErrorOf, Outcome } from '../../preload/errors'
import type { DesktopInput, DesktopOutcome } from '../../preload/desktop'
import { totpStepAt } from '../auth/two-factor'
import type { LoggedIn } from '../calls/call'
import { ok, err } from '../calls/outcome'
import { stageFiles, swapFiles, unusedBase } from '../database/transfer/replace-files'
import { isAgeFile } from './age'
import { readAutomaticBackup } from './automatic-backup'
import { createStamp, inspectBackup, nullIfStopped } from './backup'
import { backupFileName, readChosenFile } from './backup-files'
import type { TransferDeps } from './deps'
import type { ChooseSource, RestoreState } from './dialog-types'
import { authorizeRead, authorizeWrite, recheck } from '../calls/steps/authorize-transfer'

/** The storage problems that restoring a backup solves. */
const restorableProblems: readonly unknown[] = ['corrupt', 'foreign', 'newer']

/**
 * Describes a chosen or automatic backup; changes nothing. An encrypted file fails with
 * `passphrase: required`; the next call with a passphrase tries the same file without a dialog. A
 * wrong passphrase fails with `passphrase: malformed`, a file that is damaged or not a backup with
 * `file: malformed`. Throws StorageError `newer` and `locked`.
 */
export async function previewRestore(
  deps: TransferDeps,
  state: RestoreState,
  choose: ChooseSource,
  { passphrase, id }: DesktopInput<'previewRestore'>,
): Promise<DesktopOutcome<'previewRestore'>> {
  const restorable = checkRestorable(deps)
  if (!restorable.ok) return restorable
  state.preview = null
  const awaitingPassphrase = passphrase === undefined ? null : state.encrypted
  const bytes =
    id === undefined
      ? (awaitingPassphrase ?? (await readChosenBackup(deps, choose)))
      : await readAutomaticBackup(deps, id)
  if (bytes === null) return id === undefined ? ok(null) : err(unknownPreview)
  if (bytes === 'unreadable') return err(unusableFile)
  state.encrypted = isAgeFile(bytes) ? bytes : null
  if (!state.encrypted) return preview(deps, state, bytes)
  if (passphrase === undefined) return err({ code: 'invalidInput', fields: { passphrase: 'required' } })
  const reply = await deps.age.decrypt(bytes, passphrase)
  if ('bytes' in reply) return preview(deps, state, reply.bytes)
  return err(reply.refused === 'damaged' ? unusableFile : { code: 'invalidInput', fields: { passphrase: 'malformed' } })
}

/**
 * Replaces all accounts with those of a previewed backup. Keeps a copy of the replaced accounts in
 * the data folder and ends every session and every reset. Fails with `id: malformed` if `id` names
 * no preview and no automatic backup; other errors are those of `authorizeWrite`.
 */
export async function restore(
  deps: TransferDeps,
  state: RestoreState,
  caller: LoggedIn | null,
  { id, password }: DesktopInput<'restore'>,
): Promise<DesktopOutcome<'restore'>> {
  const bytes = state.preview?.id === id ? state.preview.bytes : await readAutomaticBackup(deps, id)
  if (!bytes) return err(unknownPreview)
  const { problem } = deps.store
  const restorable = checkRestorable(deps)
  if (!restorable.ok) return restorable
  const authorized = problem ? ok(null) : await authorizeWrite(deps.accounts, caller, password, 'restored')
  if (!authorized.ok) return authorized
  const isAllowed = (): Outcome<null, RestoreError> => {
    if (deps.store.problem !== problem) return err(unknownPreview)
    return problem ? ok(null) : recheck(deps.accounts, authorized.value)
  }
  const allowed = isAllowed()
  if (!allowed.ok) return allowed
  if (state.restoring) return err(unknownPreview)
  state.restoring = true
  try {
    const outcome = await replaceAll(deps, state, bytes, isAllowed)
    if (outcome.ok && authorized.value) deps.onSessionEnded({ reason: 'restored' })
    return outcome
  } finally {
    state.restoring = false
  }
}

type RestoreError = 'invalidInput' | 'wrongCredentials' | 'notLoggedIn' | 'locked'

/**
 * Prepares the new database in the worker, and swaps it in if the restore is still allowed then.
 */
async function replaceAll(
  deps: TransferDeps,
  state: RestoreState,
  backup: Uint8Array,
  isAllowed: () => Outcome<null, RestoreError>,
): Promise<DesktopOutcome<'restore'>> {
  const folder = { fs: deps.fs, path: deps.folder }
  const result: { outcome: DesktopOutcome<'restore'> } = { outcome: err(unusableFile) }
  await deps.store.replace(async (current) => {
    const at = deps.clock.now()
    const identity = { timelineId: deps.random.uuid(), sequence: unusedBase(folder) }
    const target = { at, identity, codeStep: totpStepAt(at) }
    const input = { backup, current, target, stamp: createStamp(deps) }
    const prepared = await deps.worker.run('prepareRestored', input).catch(nullIfStopped)
    if (!prepared) return null
    const { bytes, replaced, metadata } = prepared
    const copy = replaced && { name: backupFileName(at), bytes: replaced }
    const replacement = { bytes, identity, copy }
    await stageFiles(folder, replacement)
    return {
      confirm() {
        const allowed = isAllowed()
        if (!allowed.ok) result.outcome = allowed
        return allowed.ok
      },
      swap(isOurs) {
        const currentFiles = current ? 'remove' : 'quarantine'
        const keptAs = swapFiles(folder, replacement, { current: currentFiles, isOurs, at, log: deps.log })
        result.outcome = ok({ accounts: metadata.accounts, keptAs })
        state.preview = null
        endAllSessions(deps)
        deps.log('restored', { accounts: metadata.accounts, madeBy: metadata.version, keptAs })
      },
    }
  })
  return result.outcome
}

const unknownPreview: ErrorOf<'invalidInput'> = { code: 'invalidInput', fields: { id: 'malformed' } }
const unusableFile: ErrorOf<'invalidInput'> = { code: 'invalidInput', fields: { file: 'malformed' } }

/** Fails with `storage` if the store has a problem that a restore would not solve. */
export function checkRestorable({ store }: TransferDeps): Outcome<null, 'storage'> {
  const { problem } = store
  return problem === null || restorableProblems.includes(problem) ? ok(null) : err({ code: 'storage', reason: problem })
}

async function readChosenBackup(deps: TransferDeps, choose: ChooseSource): Promise<Uint8Array | 'unreadable' | null> {
  const path = await choose()
  return path === null ? null : ((await readChosenFile(path, deps.readMaxBytes)) ?? 'unreadable')
}

async function preview(
  deps: TransferDeps,
  state: RestoreState,
  bytes: Uint8Array,
): Promise<DesktopOutcome<'previewRestore'>> {
  const metadata = await inspectBackup(deps, bytes)
  if (!metadata) return err(unusableFile)
  // The dialog may have been open for an hour, and the answer tells how many accounts exist.
  const rechecked = deps.store.problem ? ok(null) : authorizeRead(deps.accounts)
  if (!rechecked.ok) return rechecked
  const id = deps.random.uuid()
  state.preview = { id, bytes }
  state.encrypted = null
  return ok({
    id,
    ...metadata,
    replaces: deps.store.problem ? null : deps.accounts.tables.users.count(),
  })
}

/**
 * Ends the session of this window and the remembered session; `prepareRestored` ends the others.
 */
function endAllSessions({ accounts }: TransferDeps): void {
  accounts.session.current.invalidate()
  accounts.session.remembered.forget()
}
