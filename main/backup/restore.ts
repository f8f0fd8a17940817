import type { ErrorOf, Outcome } from '../../preload/errors'
import type { DesktopInput, DesktopOutcome } from '../../preload/desktop'
import { totpStepAt } from '../auth/two-factor'
import type { LoggedIn } from '../calls/call'
import { ok, err } from '../calls/outcome'
import { makeBackup, type OpenedBackup } from '../database/transfer/backup-file'
import { replaceFiles } from '../database/transfer/replace-files'
import { prepareRestored } from '../database/transfer/prepare-restored'
import { isAgeFile } from './age'
import { readAutomatic } from './automatic-backup'
import { openBackup, stampOf } from './backup'
import { backupFileName, readChosen } from './backup-files'
import type { TransferDeps } from './deps'
import type { ChooseSource, RestoreState } from './dialog-types'
import { authorizeRead, authorizeWrite, recheck } from '../calls/steps/authorize-transfer'

/** Problems that another file would solve. */
const restorable: readonly unknown[] = ['corrupt', 'foreign', 'newer']

/**
 * Says what is in a backup that somebody chooses, or in an automatic one; nothing is changed. An encrypted one answers `invalidInput`
 * `passphrase: required`; asked again with a passphrase, the same file is tried without choosing. `passphrase: malformed`
 * for a wrong one, `file: malformed` for a file that is no backup or is damaged, `storage newer`, `storage locked`.
 */
export async function previewRestore(
  deps: TransferDeps,
  shown: RestoreState,
  choose: ChooseSource,
  { passphrase, id }: DesktopInput<'previewRestore'>,
): Promise<DesktopOutcome<'previewRestore'>> {
  const readable = canBeRestored(deps)
  if (!readable.ok) return readable
  shown.preview = null
  const waiting = passphrase === undefined ? null : shown.encrypted
  const bytes = id === undefined ? (waiting ?? (await readWhatIsChosen(deps, choose))) : await readAutomatic(deps, id)
  if (bytes === null) return id === undefined ? ok(null) : err(notShown)
  if (bytes === 'unreadable') return err(notABackup)
  shown.encrypted = isAgeFile(bytes) ? bytes : null
  if (!shown.encrypted) return preview(deps, shown, bytes)
  if (passphrase === undefined) return err({ code: 'invalidInput', fields: { passphrase: 'required' } })
  const reply = await deps.age.decrypt(bytes, passphrase)
  if ('bytes' in reply) return preview(deps, shown, reply.bytes)
  return err(reply.refused === 'damaged' ? notABackup : { code: 'invalidInput', fields: { passphrase: 'malformed' } })
}

/**
 * Puts the accounts of a backup that was shown in the place of those of now. A copy of these is kept in the data folder;
 * every session and every reset ends. `invalidInput` `id: malformed` for what was not shown; else as `mayMove`.
 */
export async function restore(
  deps: TransferDeps,
  shown: RestoreState,
  caller: LoggedIn | null,
  { id, password }: DesktopInput<'restore'>,
): Promise<DesktopOutcome<'restore'>> {
  const bytes = shown.preview?.id === id ? shown.preview.bytes : await readAutomatic(deps, id)
  if (!bytes) return err(notShown)
  const { problem } = deps.store
  const readable = canBeRestored(deps)
  if (!readable.ok) return readable
  const may = problem ? ok(null) : await authorizeWrite(deps.accounts, caller, password, 'restored')
  if (!may.ok) return may
  const sql = await deps.sql()
  const backup = await openBackup(deps, bytes)
  if (!backup) return err(notABackup)
  try {
    // No waiting from here until the store takes no more changes.
    if (deps.store.problem !== problem) return err(notShown)
    const still = problem ? ok(null) : recheck(deps.accounts, may.value)
    if (!still.ok) return still
    shown.preview = null
    let keptAs: string | null = null
    await deps.store.replace((now) => {
      const restored = prepared(deps, backup, now)
      const kept = now && { name: backupFileName(deps.clock.now()), bytes: makeBackup(sql, now.copy(), stampOf(deps)) }
      return () => {
        const files = { bytes: restored, kept, at: deps.clock.now() }
        keptAs = replaceFiles({ fs: deps.fs, path: deps.folder }, files)
        endAllSessions(deps)
      }
    })
    if (may.value) deps.onSessionEnded({ reason: 'restored' })
    deps.log('restored', { accounts: backup.facts.accounts, madeBy: backup.facts.version, keptAs })
    return ok({ accounts: backup.facts.accounts, keptAs })
  } finally {
    backup.connection.close()
  }
}

const notShown: ErrorOf<'invalidInput'> = { code: 'invalidInput', fields: { id: 'malformed' } }
const notABackup: ErrorOf<'invalidInput'> = { code: 'invalidInput', fields: { file: 'malformed' } }

/** A store that cannot be opened is no reason to refuse, if a backup can help; else `storage`. */
export function canBeRestored({ store }: TransferDeps): Outcome<null, 'storage'> {
  const { problem } = store
  return problem === null || restorable.includes(problem) ? ok(null) : err({ code: 'storage', reason: problem })
}

async function readWhatIsChosen(deps: TransferDeps, choose: ChooseSource): Promise<Uint8Array | 'unreadable' | null> {
  const path = await choose()
  return path === null ? null : ((await readChosen(path, deps.readMaxBytes)) ?? 'unreadable')
}

async function preview(
  deps: TransferDeps,
  shown: RestoreState,
  bytes: Uint8Array,
): Promise<DesktopOutcome<'previewRestore'>> {
  const backup = await openBackup(deps, bytes)
  if (!backup) return err(notABackup)
  backup.connection.close()
  // The dialog may have stood open for an hour; what follows says how many accounts there are here.
  const still = deps.store.problem ? ok(null) : authorizeRead(deps.accounts)
  if (!still.ok) return still
  const id = deps.random.uuid()
  shown.preview = { id, bytes }
  shown.encrypted = null
  return ok({
    id,
    ...backup.facts,
    replaces: deps.store.problem ? null : deps.accounts.tables.users.count(),
  })
}

function prepared(deps: TransferDeps, { connection }: OpenedBackup, now: Parameters<typeof prepareRestored>[1]['now']) {
  const at = deps.clock.now()
  return prepareRestored(connection, { now, at, timelineId: deps.random.uuid(), codeStep: totpStepAt(at) })
}

/** Of this window too, and the one that is kept over a restart. */
function endAllSessions({ accounts }: TransferDeps): void {
  accounts.session.current.invalidate()
  accounts.session.remembered.forget()
}
