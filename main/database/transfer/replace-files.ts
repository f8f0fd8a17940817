import { crc32 } from 'node:zlib'
import type { Identity } from '../api'
import {
  backupName,
  fileStatus,
  journalBases,
  journalName,
  quarantine,
  removeFile,
  renameFile,
  snapshotName,
  stagedBackupName,
  stagedCopyName,
  stagedSnapshotName,
  syncFolder,
  writeNewFileInBackground,
} from '../engine/files'
import type { Folder } from '../engine/files'
import { createJournal } from '../engine/journal'
import { versionInHeader } from '../engine/schema'
import { refuseHotJournal } from '../engine/snapshot'

export type Replacement = {
  /** The new database, with its identity. */
  bytes: Uint8Array
  identity: Identity
  /** A copy of the current database to keep, with the day in its name. */
  copy: { name: string; bytes: Uint8Array } | null
}

/** The sequence number of a new timeline in this folder: its journal gets a name of its own. */
export function unusedBase(folder: Folder): number {
  return (journalBases(folder).at(-1) ?? 0) + 1
}

/**
 * Writes and syncs everything that `swapFiles` needs, in the background; the current database stays
 * in use.
 */
export async function stageFiles(folder: Folder, { bytes, copy }: Replacement): Promise<void> {
  if (copy) await writeNewFileInBackground(folder, stagedCopyName, copy.bytes)
  await writeNewFileInBackground(folder, stagedSnapshotName, bytes)
  await writeNewFileInBackground(folder, stagedBackupName, bytes)
}

export type Swap = {
  /** What becomes of the current files. `quarantine` if they could not be read. */
  current: 'remove' | 'quarantine'
  /** Whether `accounts.db` is still as we wrote it; another program's file is quarantined. */
  isOurs: boolean
  /** Milliseconds since the epoch, for the names of quarantined files. */
  at: number
  log: (event: string, detail?: Record<string, unknown>) => void
}

/**
 * Replaces the database in the folder by the staged one; no process may have it open. Returns the
 * name of the copy. A crash before `accounts.db` is renamed leaves everything as it was, a crash
 * after it the new database. From then on errors are only logged: the change has happened.
 */
export function swapFiles(
  folder: Folder,
  { bytes, identity, copy }: Replacement,
  { current, isOurs, at, log }: Swap,
): string | null {
  if (current === 'remove') refuseHotJournal(folder, snapshotName)
  const copyName = copy && unusedName(folder, copy.name)
  if (copyName !== null) {
    renameFile(folder, stagedCopyName, copyName)
    syncFolder(folder)
  }
  const old = [backupName, ...journalBases(folder).map(journalName)]
  const keeps = current === 'quarantine' || !isOurs
  if (keeps && fileStatus(folder, snapshotName)) quarantine(folder, snapshotName, 'aside', at)
  renameFile(folder, stagedSnapshotName, snapshotName)
  try {
    syncFolder(folder)
    for (const name of old) {
      if (current === 'remove') removeFile(folder, name)
      else if (fileStatus(folder, name)) quarantine(folder, name, 'aside', at)
    }
    renameFile(folder, stagedBackupName, backupName)
    createJournal(folder, {
      timelineId: identity.timelineId,
      base: identity.sequence,
      after: identity.sequence,
      schema: versionInHeader(bytes),
      snapshotBytes: bytes.length,
      snapshotCrc: crc32(bytes),
    })
  } catch (error) {
    log('the old files could not be tidied', { error: String(error) })
  }
  return copyName
}

/** `backup.db`, else `backup-2.db` and so on: no file is ever overwritten. */
function unusedName({ fs, path }: Folder, name: string): string {
  const taken = new Set(fs.readdirSync(path))
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? []
  let unused = name
  for (let n = 2; taken.has(unused); n += 1) unused = `${stem}-${n}${ending}`
  return unused
}
