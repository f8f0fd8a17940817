import type { DesktopInput, DesktopOutcome } from '../../preload/desktop'
import { ok } from '../calls/outcome'
import { recordAct } from '../calls/steps/audit'
import { authorizeOwner, commitAsOwner } from '../calls/steps/authorize-owner'
import type { LoggedIn } from '../calls/call'
import type { BackupStamp } from '../database/transfer/backup-file'
import { JobStopped } from '../database/worker/database-worker'
import type { Jobs } from '../database/worker/jobs'
import { backupFileName, writeBackupFile } from './backup-files'
import type { TransferDeps } from './deps'
import type { ChooseTarget } from './dialog-types'

/**
 * Saves every account in one file, encrypted in the age format if a passphrase is given. Checks the
 * owner again after the dialog, which may be open for an hour. Throws StorageError if the file
 * cannot be written; a file that already had the name is then unchanged.
 */
export async function backUp(
  deps: TransferDeps,
  choose: ChooseTarget,
  caller: LoggedIn,
  { passphrase, ...proof }: DesktopInput<'backUp'>,
): Promise<DesktopOutcome<'backUp'>> {
  const authorized = await authorizeOwner(deps.accounts, caller, proof)
  if (!authorized.ok) return authorized
  const name = backupFileName(deps.clock.now())
  const path = await choose(passphrase === undefined ? name : `${name}.age`)
  if (path === null) return ok(null)
  const allowed = commitAsOwner(deps.accounts, authorized.value, (owner) => {
    recordAct(deps.accounts, 'backedUp', owner)
    return ok(null)
  })
  if (!allowed.ok) return allowed
  const bytes = await makeCurrentBackup(deps)
  await writeBackupFile(path, passphrase === undefined ? bytes : await deps.age.encrypt(bytes, passphrase))
  return ok({ path })
}

/** Serialises the current accounts as a backup. */
export async function makeCurrentBackup(deps: TransferDeps): Promise<Uint8Array> {
  const job = { current: await deps.store.copy(), stamp: createStamp(deps) }
  const { bytes } = await deps.worker.run('makeBackup', job)
  return bytes
}

/** The metadata of a backup made now. */
export function createStamp({ clock, version, random }: TransferDeps): BackupStamp {
  return { madeAt: clock.now(), version, marker: Buffer.from(random.bytes(32)).toString('hex') }
}

/** The metadata of a backup, and how a restore of it would change the accounts. */
export type InspectedBackup = NonNullable<Jobs['inspectBackup']['output']>

/**
 * Null if the file is not a backup, or if it takes more time or memory than any backup needs.
 * Throws StorageError `newer`.
 */
export async function inspectBackup(
  { worker }: TransferDeps,
  bytes: Uint8Array,
  current: Uint8Array | null,
): Promise<InspectedBackup | null> {
  return worker.run('inspectBackup', { bytes, current }).catch(nullIfStopped)
}

/** A file that stops the worker counts as damaged. */
export function nullIfStopped(error: unknown): null {
  if (error instanceof JobStopped) return null
  throw error
}
