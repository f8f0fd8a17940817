import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import {
  backupName,
  fileStatus,
  readBytes,
  removeFile,
  renameFile,
  quarantine,
  snapshotName,
  syncFolder,
  temporaryBackupName,
  temporarySnapshotName,
  writeNewFile,
} from './files'
import type { Folder } from './files'
import type { FileStatus } from './file-system'
import type { StoreLimits } from './limits'
import { StorageError } from './storage-error'

/** 'LKEY': marks a SQLite file as one of ours. */
export const applicationId = 0x4c4b4559

/** What the header of a sound file of ours says before SQLite looks at it, and what it takes to know the file again. */
export type SnapshotFile = {
  bytes: Buffer
  /** Of the file with the change counter of our exports: so a program that counted but changed nothing has changed nothing. */
  crc: number
  /** Another program wrote into it: our own exports always carry change counter 1. */
  edited: boolean
  seen: FileStatus
}

const headerLength = 100
/** Both go up with each change by another program; in our exports both are 1. */
const changeCounter = 24
const versionValidFor = 92
const sqliteMagic = Buffer.from('SQLite format 3\0', 'latin1')

/**
 * Reads a snapshot, or answers null for one that is missing or damaged, so that the backup can be asked. Throws
 * `foreign`, `newer`, `locked` or `io` for what must be left alone.
 */
export function readSnapshot(folder: Folder, name: string, schema: number, limits: StoreLimits): SnapshotFile | null {
  refuseUnfinished(folder, name)
  const seen = fileStatus(folder, name)
  if (!seen) return null
  const header = readBytes(folder, name, Math.min(seen.size, headerLength))
  if (!checkHeader(header, seen.size, schema)) return null
  if (seen.size > limits.readMaxBytes) throw new StorageError('io', `${name} is too long to be read`)
  const bytes = readBytes(folder, name, seen.size)
  const edited = bytes.readUInt32BE(changeCounter) !== 1
  for (const at of [changeCounter, versionValidFor]) bytes.writeUInt32BE(1, at)
  return { bytes, crc: crc32(bytes), edited, seen }
}

/** A rollback journal or a write-ahead log that is not empty: the file holds half of what another program meant. */
export function refuseUnfinished(folder: Folder, name: string): void {
  for (const ending of ['-journal', '-wal']) {
    const status = fileStatus(folder, name + ending)
    if (status && status.size > 0) throw new StorageError('locked', `${name}${ending} stands beside it`)
  }
}

/** Writes a snapshot beside the one in force, where no reader looks for it. */
export function writeTemporarySnapshot(folder: Folder, bytes: Uint8Array): void {
  writeNewFile(folder, temporarySnapshotName, bytes)
}

/**
 * Makes way for the temporary snapshot: the file in force becomes the backup. `known` is what we last read or wrote
 * there; any other file is somebody's, and gets a dated name. Answers whether the backup is now the file we knew.
 */
export function rotateBackup(folder: Folder, known: FileStatus | null, at: number): boolean {
  refuseUnfinished(folder, snapshotName)
  const found = fileStatus(folder, snapshotName)
  if (!found) return false
  if (sameFile(found, known)) keepAsBackup(folder)
  else quarantine(folder, snapshotName, known ? 'aside' : 'damaged', at)
  return sameFile(found, known)
}

/** Puts the temporary snapshot in force. Not durable before the folder is synced. */
export function publishSnapshot(folder: Folder): FileStatus {
  renameFile(folder, temporarySnapshotName, snapshotName)
  const seen = fileStatus(folder, snapshotName)
  if (!seen) throw new StorageError('io', `${snapshotName} vanished`)
  return seen
}

/** Writes the backup anew, where the file that was in force before does not lead to the journals of now. */
export function writeBackup(folder: Folder, bytes: Uint8Array): void {
  writeNewFile(folder, temporaryBackupName, bytes)
  renameFile(folder, temporaryBackupName, backupName)
  syncFolder(folder)
}

/** By a second name where the file system has such, else by a copy, so that `accounts.db` never goes away meanwhile. */
function keepAsBackup(folder: Folder): void {
  removeFile(folder, temporaryBackupName)
  const { fs, path } = folder
  try {
    fs.linkSync(join(path, snapshotName), join(path, temporaryBackupName))
  } catch {
    const size = fileStatus(folder, snapshotName)?.size ?? 0
    writeNewFile(folder, temporaryBackupName, readBytes(folder, snapshotName, size))
  }
  renameFile(folder, temporaryBackupName, backupName)
}

export function sameFile(found: FileStatus, known: FileStatus | null): boolean {
  return found.ino === known?.ino && found.size === known.size && found.mtimeMs === known.mtimeMs
}

/** False for a damaged header. https://sqlite.org/fileformat.html, 1.3 */
function checkHeader(header: Buffer, size: number, schema: number): boolean {
  if (header.length < headerLength || !header.subarray(0, 16).equals(sqliteMagic)) return false
  if (header.readUInt32BE(68) !== applicationId) throw new StorageError('foreign', 'a SQLite file of another program')
  if (header.readUInt32BE(60) > schema) throw new StorageError('newer', 'made by a newer version')
  // In WAL mode a part of the content may stand in a file that was left behind somewhere.
  if (header[18] !== 1 || header[19] !== 1) throw new StorageError('locked', 'in WAL mode')
  const pageSize = header.readUInt16BE(16)
  return size === header.readUInt32BE(28) * (pageSize === 1 ? 65536 : pageSize)
}
