import {
  backupName,
  fileStatus,
  journalBases,
  journalName,
  quarantine,
  snapshotName,
  syncFolder,
  writeNewFile,
} from '../engine/files'
import type { Folder } from '../engine/files'
import { publishSnapshot, writeTemporarySnapshot } from '../engine/snapshot'

export type Replacement = {
  /** The new database. */
  bytes: Uint8Array
  /**
   * A copy of the current database, with the day in its name. Null if the current database cannot
   * be read: then its files are quarantined instead.
   */
  copy: { name: string; bytes: Uint8Array } | null
  /** Milliseconds since the epoch, for the names of quarantined files. */
  at: number
}

/**
 * Replaces the database in the folder; no process may have it open. Syncs the copy of the old
 * database first and renames `accounts.db` last, so a crash before the rename leaves everything as
 * it was. The next open recognises journals of the old timeline by their timeline id. Returns the
 * name of the copy.
 */
export function replaceFiles(folder: Folder, { bytes, copy, at }: Replacement): string | null {
  const name = copy && unusedName(folder, copy.name)
  if (copy && name !== null) {
    writeNewFile(folder, name, copy.bytes)
    syncFolder(folder)
  }
  writeTemporarySnapshot(folder, bytes)
  if (!copy && fileStatus(folder, snapshotName)) quarantine(folder, snapshotName, 'aside', at)
  publishSnapshot(folder)
  syncFolder(folder)
  if (!copy) quarantineUnreadable(folder, at)
  return name
}

/**
 * The backup and journals of an unreadable file must not interfere with the new one, and must not
 * be lost.
 */
function quarantineUnreadable(folder: Folder, at: number): void {
  const names = [backupName, ...journalBases(folder).map(journalName)]
  for (const name of names) if (fileStatus(folder, name)) quarantine(folder, name, 'aside', at)
  syncFolder(folder)
}

/** `backup.db`, else `backup-2.db` and so on: no file is ever overwritten. */
function unusedName({ fs, path }: Folder, name: string): string {
  const taken = new Set(fs.readdirSync(path))
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? []
  let unused = name
  for (let n = 2; taken.has(unused); n += 1) unused = `${stem}-${n}${ending}`
  return unused
}
