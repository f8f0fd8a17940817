import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { toStorageError } from '../database/engine/storage-error'
import { backupFileName, readChosenFile, writeBackupFile } from './backup-files'
import type { TransferDeps } from './deps'
import { inspectBackup, makeCurrentBackup } from './backup'
import type { DesktopOutput } from '../../preload/desktop'

/**
 * A subfolder of the data folder. A mistake or a damaged file costs the changes since the last day
 * on which the app ran. It does not protect against a lost disk; `backUp` does.
 */
const folderName = 'backups'
const backupsKept = 7
const fileNamePattern = /^latchkey-backup-\d{4}-\d{2}-\d{2}\.db$/

type AutomaticBackup = DesktopOutput<'automaticBackups'>[number]

/**
 * Writes today's backup unless it exists, then deletes all but the newest seven. Never throws; a
 * failure is logged.
 */
export async function backUpIfDue(deps: TransferDeps): Promise<void> {
  try {
    const { store, accounts, clock } = deps
    if (store.problem || !accounts.tables.users.hasUsers()) return
    const folder = join(deps.folder, folderName)
    const name = backupFileName(clock.now())
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if ((await readdir(folder)).includes(name)) return
    await writeBackupFile(join(folder, name), await makeCurrentBackup(deps))
    const names = await backupNamesIn(folder)
    // Never delete today's backup: after the clock was set back, it is not the newest.
    for (const old of names.filter((other) => other !== name).slice(backupsKept - 1)) await rm(join(folder, old))
  } catch (error) {
    deps.log('no automatic backup', { reason: toStorageError(error, 'backing up').reason })
  }
}

/** Lists the automatic backups that can be restored, newest first. */
export async function listAutomaticBackups(deps: TransferDeps): Promise<AutomaticBackup[]> {
  const backups: AutomaticBackup[] = []
  for (const name of await backupNamesIn(join(deps.folder, folderName))) {
    const bytes = await readAutomaticBackup(deps, name)
    const metadata = bytes && (await inspectBackup(deps, bytes).catch(() => null))
    if (metadata) backups.push({ id: name, madeAt: metadata.madeAt, accounts: metadata.accounts })
  }
  return backups
}

/** Reads one automatic backup. Null if there is none of that name. */
export async function readAutomaticBackup(deps: TransferDeps, name: string): Promise<Uint8Array | null> {
  if (!fileNamePattern.test(name)) return null
  return readChosenFile(join(deps.folder, folderName, name), deps.readMaxBytes).catch(() => null)
}

async function backupNamesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => fileNamePattern.test(name))
    .sort()
    .reverse()
}
