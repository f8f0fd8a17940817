import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { toStorageError } from '../database/engine/storage-error'
import { backupFileName, readChosen, writeWhole } from './backup-files'
import type { TransferDeps } from './deps'
import { makeBackupOfNow, openBackup } from './backup'
import type { DesktopOutput } from '../../preload/desktop'

/** Beside the data, so that a slip or a damaged file costs a day at most. Not a copy for a lost disk: that is `backUp`. */
const folderName = 'backups'
const daysKept = 7
const ours = /^latchkey-backup-\d{4}-\d{2}-\d{2}\.db$/

type Listed = DesktopOutput<'automaticBackups'>[number]

/** Makes today's, where there is none yet, and lets go of all but the newest seven. Never throws: the log says why not. */
export async function backUpIfDue(deps: TransferDeps): Promise<void> {
  try {
    const { store, accounts, clock } = deps
    if (store.problem || !accounts.tables.users.hasUsers()) return
    const folder = join(deps.folder, folderName)
    const name = backupFileName(clock.now())
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if ((await readdir(folder)).includes(name)) return
    await writeWhole(join(folder, name), await makeBackupOfNow(deps))
    const made = await namesIn(folder)
    // Not today's, whatever the clock says of the others.
    for (const old of made.filter((one) => one !== name).slice(daysKept - 1)) await rm(join(folder, old))
  } catch (error) {
    deps.log('no automatic backup', { reason: toStorageError(error, 'backing up').reason })
  }
}

/** Those that can be restored, newest first. */
export async function listAutomatic(deps: TransferDeps): Promise<Listed[]> {
  const listed: Listed[] = []
  for (const name of await namesIn(join(deps.folder, folderName))) {
    const bytes = await readAutomatic(deps, name)
    const backup = bytes && (await openBackup(deps, bytes).catch(() => null))
    if (!backup) continue
    backup.connection.close()
    listed.push({ id: name, madeAt: backup.facts.madeAt, accounts: backup.facts.accounts })
  }
  return listed
}

/** The bytes of one that is named, or null where there is none of that name. */
export async function readAutomatic(deps: TransferDeps, name: string): Promise<Uint8Array | null> {
  if (!ours.test(name)) return null
  return readChosen(join(deps.folder, folderName, name), deps.readMaxBytes).catch(() => null)
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => ours.test(name))
    .sort()
    .reverse()
}
