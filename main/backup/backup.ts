import type { DesktopInput, DesktopOutcome } from '../../preload/desktop'
import { ok } from '../calls/outcome'
import { requireSession } from '../calls/access'
import { makeBackup, readBackup, type OpenedBackup } from '../database/transfer/backup-file'
import { backupFileName, writeWhole } from './backup-files'
import type { TransferDeps } from './deps'
import type { ChooseTarget } from './dialog-types'

/**
 * Saves every account in one file where the logged-in person says; under a passphrase, encrypted in the age format.
 * Asks again who is logged in once the dialog has closed; `storage` when the file could not be written: then there is none of that name, or the old one.
 */
export async function backUp(
  deps: TransferDeps,
  choose: ChooseTarget,
  { passphrase }: DesktopInput<'backUp'>,
): Promise<DesktopOutcome<'backUp'>> {
  const name = backupFileName(deps.clock.now())
  const path = await choose(passphrase === undefined ? name : `${name}.age`)
  if (path === null) return ok(null)
  // The dialog may have stood open for an hour.
  const loggedIn = requireSession(deps.accounts)
  if (!loggedIn.ok) return loggedIn
  const bytes = await makeBackupOfNow(deps)
  await writeWhole(path, passphrase === undefined ? bytes : await deps.age.encrypt(bytes, passphrase))
  return ok({ path })
}

/** The accounts as they stand now, as the bytes of a backup. */
export async function makeBackupOfNow(deps: TransferDeps): Promise<Uint8Array> {
  const sql = await deps.sql()
  return makeBackup(sql, deps.store.copy(), stampOf(deps))
}

/** What a backup made now says of itself. */
export function stampOf({ clock, version, random }: TransferDeps) {
  return { madeAt: clock.now(), version, marker: Buffer.from(random.bytes(32)).toString('hex') }
}

/** Opens the bytes of a backup, or answers null; throws StorageError `newer`. */
export async function openBackup(deps: TransferDeps, bytes: Uint8Array): Promise<OpenedBackup | null> {
  return readBackup(await deps.sql(), bytes)
}
