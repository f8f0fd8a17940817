import type { DesktopInput, DesktopOutcome } from '../../preload/desktop'
import { ok } from '../calls/outcome'
import { requireSession } from '../calls/access'
import type { BackupMetadata, BackupStamp } from '../database/transfer/backup-file'
import { JobStopped } from '../database/worker/database-worker'
import { backupFileName, writeBackupFile } from './backup-files'
import type { TransferDeps } from './deps'
import type { ChooseTarget } from './dialog-types'

/**
 * Saves every account in one file, encrypted in the age format if a passphrase is given. Requires
 * the session again after the dialog. Throws StorageError if the file cannot be written; a file
 * that already had the name is then unchanged.
 */
export async function backUp(
  deps: TransferDeps,
  choose: ChooseTarget,
  { passphrase }: DesktopInput<'backUp'>,
): Promise<DesktopOutcome<'backUp'>> {
  const name = backupFileName(deps.clock.now())
  const path = await choose(passphrase === undefined ? name : `${name}.age`)
  if (path === null) return ok(null)
  // The dialog may have been open for an hour.
  const loggedIn = requireSession(deps.accounts)
  if (!loggedIn.ok) return loggedIn
  const bytes = await makeCurrentBackup(deps)
  await writeBackupFile(path, passphrase === undefined ? bytes : await deps.age.encrypt(bytes, passphrase))
  return ok({ path })
}

/** Serialises the current accounts as a backup. */
export async function makeCurrentBackup(deps: TransferDeps): Promise<Uint8Array> {
  const { bytes } = await deps.worker.run('makeBackup', { current: deps.store.copy(), stamp: createStamp(deps) })
  return bytes
}

/** The metadata of a backup made now. */
export function createStamp({ clock, version, random }: TransferDeps): BackupStamp {
  return { madeAt: clock.now(), version, marker: Buffer.from(random.bytes(32)).toString('hex') }
}

/**
 * The metadata of a backup. Null if the file is not one, or if it takes more time or memory than
 * any backup needs. Throws StorageError `newer`.
 */
export async function inspectBackup({ worker }: TransferDeps, bytes: Uint8Array): Promise<BackupMetadata | null> {
  return worker.run('inspectBackup', { bytes }).catch(nullIfStopped)
}

/** A file that stops the worker counts as damaged. */
export function nullIfStopped(error: unknown): null {
  if (error instanceof JobStopped) return null
  throw error
}
