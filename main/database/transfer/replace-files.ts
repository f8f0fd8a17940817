import { setTimeout as pause } from 'node:timers/promises'
import type { Identity } from '../api'
import {
  backupName,
  crcInBackground,
  fileStatus,
  journalBases,
  journalName,
  keepAside,
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
import type { StoreLimits } from '../engine/limits'
import { noteReplaced } from '../engine/replaced'
import { versionInHeader } from '../engine/schema'
import { refuseHotJournal } from '../engine/snapshot'
import { isLockedByAnotherProcess, StorageError } from '../engine/storage-error'

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
 * in use. Throws StorageError for a database that would be too long to be read again.
 */
export async function stageFiles(
  folder: Folder,
  { bytes, identity, copy }: Replacement,
  { readMaxBytes }: Pick<StoreLimits, 'readMaxBytes'>,
): Promise<Staged> {
  if (bytes.length > readMaxBytes) throw new StorageError('tooLarge', 'the new database is too long')
  if (copy) await writeNewFileInBackground(folder, stagedCopyName, copy.bytes)
  await writeNewFileInBackground(folder, stagedSnapshotName, bytes)
  await writeNewFileInBackground(folder, stagedBackupName, bytes)
  const [schema, snapshotBytes] = [versionInHeader(bytes), bytes.length]
  return { ...identity, copyName: copy && copy.name, schema, snapshotBytes, snapshotCrc: await crcInBackground(bytes) }
}

/** A replacement whose files are on the disk: what its journal says, and the name of the copy. */
export type Staged = Identity & { copyName: string | null; schema: number; snapshotBytes: number; snapshotCrc: number }

/** After a replacement that did not happen: the files hold every hash. Never throws. */
export function removeStaged(folder: Folder): void {
  for (const name of [stagedCopyName, stagedSnapshotName, stagedBackupName]) {
    try {
      removeFile(folder, name)
    } catch {
      // The next start removes it.
    }
  }
}

export type Swap = {
  /** The timeline of the current files; null if they could not be read, which keeps them aside. */
  replaced: string | null
  /** Whether `accounts.db` is still as we wrote it; another program's file is kept aside. */
  isOurs: boolean
  /** Milliseconds since the epoch, for the names of quarantined files. */
  at: number
  limits: Pick<StoreLimits, 'renameTries' | 'renamePauseMs'>
  log: (event: string, detail?: Record<string, unknown>) => void
}

/** `tidied`: the old files are gone too. If not, the next open removes them. */
export type Swapped = { copyName: string | null; tidied: boolean }

/**
 * Replaces the database in the folder by the staged one; no process may have it open. A crash
 * before `accounts.db` is renamed leaves everything as it was, a crash after it the new database.
 * From then on errors are only logged: the change has happened.
 */
export async function swapFiles(folder: Folder, staged: Staged, swap: Swap): Promise<Swapped> {
  const { replaced, isOurs, at } = swap
  if (replaced !== null) refuseHotJournal(folder, snapshotName)
  const old = [backupName, ...journalBases(folder).map(journalName)]
  const copyName = staged.copyName && unusedName(folder, staged.copyName)
  if (copyName !== null) renameFile(folder, stagedCopyName, copyName)
  try {
    if (replaced !== null) noteReplaced(folder, { replaced, by: staged.timelineId })
    if ((replaced === null || !isOurs) && fileStatus(folder, snapshotName)) keepAside(folder, snapshotName, at)
    syncFolder(folder)
    await renameStaged(folder, swap)
  } catch (error) {
    if (copyName !== null) renameFile(folder, copyName, stagedCopyName)
    throw error
  }
  return { copyName, tidied: tidy(folder, staged, old, swap) }
}

/** On Windows another program may briefly hold the file open. */
async function renameStaged(folder: Folder, { limits }: Swap): Promise<void> {
  for (let tries = limits.renameTries; ; tries -= 1) {
    try {
      renameFile(folder, stagedSnapshotName, snapshotName)
      return
    } catch (error) {
      // Some network disks report an error for a rename that took effect.
      if (!fileStatus(folder, stagedSnapshotName)) return
      if (tries <= 1 || !isLockedByAnotherProcess(folder.fs.platform, error)) throw error
    }
    await pause(limits.renamePauseMs)
  }
}

/**
 * Puts a backup and a journal in place, and removes what the old database left. Nothing is removed
 * before the rename is durable. The next open does what fails here, and removes the note of
 * `noteReplaced`.
 */
function tidy(
  folder: Folder,
  { timelineId, sequence, schema, snapshotBytes, snapshotCrc }: Staged,
  old: readonly string[],
  { replaced, at, log }: Swap,
): boolean {
  const succeeds = (work: () => void): boolean => {
    try {
      work()
      return true
    } catch (error) {
      log('the old files could not be tidied', { error: String(error) })
      return false
    }
  }
  if (!succeeds(() => syncFolder(folder))) return false
  const removals = old.map((name) =>
    succeeds(() => {
      if (replaced !== null) removeFile(folder, name)
      else if (fileStatus(folder, name)) quarantine(folder, name, 'aside', at)
    }),
  )
  const header = { timelineId, base: sequence, after: sequence, schema, snapshotBytes, snapshotCrc }
  const additions = [
    succeeds(() => renameFile(folder, stagedBackupName, backupName)),
    succeeds(() => createJournal(folder, header)),
  ]
  return [...removals, ...additions].every(Boolean)
}

/** `backup.db`, else `backup-2.db` and so on: no file is ever overwritten. */
function unusedName({ fs, path }: Folder, name: string): string {
  const taken = new Set(fs.readdirSync(path))
  const [, stem = name, ending = ''] = /^(.*?)(\.[^.]*)?$/.exec(name) ?? []
  let unused = name
  for (let n = 2; taken.has(unused); n += 1) unused = `${stem}-${n}${ending}`
  return unused
}
