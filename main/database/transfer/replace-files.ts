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
  /** The database that goes live. */
  bytes: Uint8Array
  /** A copy of what stands now and the day in its name; null where nothing could be read: then every file is set aside. */
  kept: { name: string; bytes: Uint8Array } | null
  /** Milliseconds since the epoch, for the names of what is set aside. */
  at: number
}

/**
 * Puts another database in the place of the one in the folder, which nobody has open. The copy of what it replaces is
 * safe first; `accounts.db` is renamed last, so a crash before leaves everything as it was. Journals of the old line of
 * history are none of the new one: opening sees that by their store id. Answers the name of the copy.
 */
export function replaceFiles(folder: Folder, { bytes, kept, at }: Replacement): string | null {
  const name = kept && freeName(folder, kept.name)
  if (kept && name !== null) {
    writeNewFile(folder, name, kept.bytes)
    syncFolder(folder)
  }
  writeTemporarySnapshot(folder, bytes)
  if (!kept && fileStatus(folder, snapshotName)) quarantine(folder, snapshotName, 'aside', at)
  publishSnapshot(folder)
  syncFolder(folder)
  if (!kept) setUnreadableAside(folder, at)
  return name
}

/** What belonged to a file that could not be read must not stand in the way of the new one, and must not be lost. */
function setUnreadableAside(folder: Folder, at: number): void {
  const names = [backupName, ...journalBases(folder).map(journalName)]
  for (const name of names) if (fileStatus(folder, name)) quarantine(folder, name, 'aside', at)
  syncFolder(folder)
}

/** `backup.db`, else `backup-2.db` and so on: no file is ever written over. */
function freeName({ fs, path }: Folder, name: string): string {
  const taken = new Set(fs.readdirSync(path))
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? []
  let free = name
  for (let n = 2; taken.has(free); n += 1) free = `${stem}-${n}${ending}`
  return free
}
