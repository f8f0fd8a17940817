import type { ErrorOf, Outcome } from '../../preload/errors'
import type { DesktopInput, DesktopOutcome } from '../../preload/desktop'
import { totpStepAt } from '../auth/two-factor'
import type { LoggedIn } from '../calls/call'
import { ok, err } from '../calls/outcome'
import { makeBackup, type OpenedBackup } from '../database/transfer/backup-file'
import { replaceFiles } from '../database/transfer/replace-files'
import { prepareRestored } from '../database/transfer/prepare-restored'
import { isAgeFile } from './age'
import { readAutomaticBackup } from './automatic-backup'
import { openBackup, createStamp } from './backup'
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
  const sql = await deps.sql()
  const backup = await openBackup(deps, bytes)
  if (!backup) return err(unusableFile)
  try {
    // Do not await before `replace`, which stops all other changes: the checks must still hold.
    if (deps.store.problem !== problem) return err(unknownPreview)
    const rechecked = problem ? ok(null) : recheck(deps.accounts, authorized.value)
    if (!rechecked.ok) return rechecked
    state.preview = null
    let keptAs: string | null = null
    await deps.store.replace((current) => {
      const restored = prepareSnapshot(deps, backup, current)
      const copy = current && {
        name: backupFileName(deps.clock.now()),
        bytes: makeBackup(sql, current.copy(), createStamp(deps)),
      }
      return () => {
        const files = { bytes: restored, copy, at: deps.clock.now() }
        keptAs = replaceFiles({ fs: deps.fs, path: deps.folder }, files)
        endAllSessions(deps)
      }
    })
    if (authorized.value) deps.onSessionEnded({ reason: 'restored' })
    deps.log('restored', { accounts: backup.metadata.accounts, madeBy: backup.metadata.version, keptAs })
    return ok({ accounts: backup.metadata.accounts, keptAs })
  } finally {
    backup.connection.close()
  }
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
  const backup = await openBackup(deps, bytes)
  if (!backup) return err(unusableFile)
  backup.connection.close()
  // The dialog may have been open for an hour, and the answer tells how many accounts exist.
  const rechecked = deps.store.problem ? ok(null) : authorizeRead(deps.accounts)
  if (!rechecked.ok) return rechecked
  const id = deps.random.uuid()
  state.preview = { id, bytes }
  state.encrypted = null
  return ok({
    id,
    ...backup.metadata,
    replaces: deps.store.problem ? null : deps.accounts.tables.users.count(),
  })
}

function prepareSnapshot(
  deps: TransferDeps,
  { connection }: OpenedBackup,
  current: Parameters<typeof prepareRestored>[1]['current'],
) {
  const at = deps.clock.now()
  return prepareRestored(connection, { current, at, timelineId: deps.random.uuid(), codeStep: totpStepAt(at) })
}

/**
 * Ends the session of this window and the remembered session; `prepareRestored` ends the others.
 */
function endAllSessions({ accounts }: TransferDeps): void {
  accounts.session.current.invalidate()
  accounts.session.remembered.forget()
}
