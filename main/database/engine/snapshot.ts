import { join } from 'node:path'
import {
  backupName,
  crcInBackground,
  fileStatus,
  readBytes,
  readInBackground,
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

/** 'LKEY': the application id that marks a SQLite file as Latchkey's. */
export const applicationId = 0x4c4b4559

/** A file with a valid header, not yet opened by SQLite. `status` identifies it later. */
export type SnapshotFile = {
  bytes: Buffer
  /**
   * Computed with change counter 1, as in our exports: a program that raised the counter but
   * changed nothing else leaves the CRC unchanged.
   */
  crc: number
  /** Whether another program wrote to it: our own exports always have change counter 1. */
  edited: boolean
  status: FileStatus
}

const headerLength = 100
/** Every change by another program increments both; in our exports both are 1. */
const changeCounter = 24
const versionValidFor = 92
const sqliteMagic = Buffer.from('SQLite format 3\0', 'latin1')

/**
 * Reads a snapshot. Returns null if it is missing or damaged, so that the backup can take its
 * place. Throws `foreign`, `newer`, `locked` or `io` for a file that must be left alone.
 */
export async function readSnapshot(
  folder: Folder,
  name: string,
  schema: number,
  limits: StoreLimits,
): Promise<SnapshotFile | null> {
  refuseHotJournal(folder, name)
  const status = fileStatus(folder, name)
  if (!status) return null
  const header = readBytes(folder, name, Math.min(status.size, headerLength))
  if (!checkHeader(header, status.size, schema)) return null
  if (status.size > limits.readMaxBytes) throw new StorageError('corrupt', `${name} is too long to be read`)
  const bytes = await readInBackground(folder, name, status.size)
  if (bytes.length < headerLength) return null
  const edited = bytes.readUInt32BE(changeCounter) !== 1
  for (const at of [changeCounter, versionValidFor]) bytes.writeUInt32BE(1, at)
  return { bytes, crc: await crcInBackground(bytes), edited, status }
}

/**
 * Throws `locked` if the file has a rollback journal or write-ahead log that is not empty: then the
 * last transaction of another program is incomplete, or not in the file yet.
 */
export function refuseHotJournal(folder: Folder, name: string): void {
  for (const ending of ['-journal', '-wal']) {
    const status = fileStatus(folder, name + ending)
    if (status && status.size > 0) throw new StorageError('locked', `${name}${ending} exists`)
  }
}

/** Writes a snapshot beside the current one, under a name that no reader opens. */
export function writeTemporarySnapshot(folder: Folder, bytes: Uint8Array): void {
  writeNewFile(folder, temporarySnapshotName, bytes)
}

/**
 * Makes the current snapshot the backup, before the temporary one replaces it. `known` is the
 * status of the file as last read or written here; a file with another status comes from another
 * program and is quarantined. Returns whether the current snapshot became the backup.
 */
export function rotateBackup(folder: Folder, known: FileStatus | null, at: number): boolean {
  refuseHotJournal(folder, snapshotName)
  const status = fileStatus(folder, snapshotName)
  if (!status) return false
  if (sameFile(status, known)) replaceBackup(folder)
  else quarantine(folder, snapshotName, known ? 'aside' : 'damaged', at)
  return sameFile(status, known)
}

/** Makes the temporary snapshot the current one. Not durable before the folder is synced. */
export function publishSnapshot(folder: Folder): FileStatus {
  renameFile(folder, temporarySnapshotName, snapshotName)
  const status = fileStatus(folder, snapshotName)
  if (!status) throw new StorageError('io', `${snapshotName} vanished`)
  return status
}

/** Writes a new backup: the previous snapshot does not lead to the current journals. */
export function writeBackup(folder: Folder, bytes: Uint8Array): void {
  writeNewFile(folder, temporaryBackupName, bytes)
  renameFile(folder, temporaryBackupName, backupName)
  syncFolder(folder)
}

/**
 * Uses a hard link, or a copy where the file system has none: `accounts.db` must exist at every
 * moment.
 */
function replaceBackup(folder: Folder): void {
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

export function sameFile(status: FileStatus, known: FileStatus | null): boolean {
  return status.ino === known?.ino && status.size === known.size && status.mtimeMs === known.mtimeMs
}

/** False for a damaged header. https://sqlite.org/fileformat.html, 1.3 */
function checkHeader(header: Buffer, size: number, schema: number): boolean {
  if (header.length < headerLength || !header.subarray(0, 16).equals(sqliteMagic)) return false
  if (header.readUInt32BE(68) !== applicationId) throw new StorageError('foreign', 'a SQLite file of another program')
  if (header.readUInt32BE(56) !== 1) throw new StorageError('foreign', 'not in UTF-8')
  if (header.readUInt32BE(60) > schema) throw new StorageError('newer', 'made by a newer version')
  // In WAL mode a part of the content may be in a WAL file that was not copied along.
  if (header[18] !== 1 || header[19] !== 1) throw new StorageError('locked', 'in WAL mode')
  const pageSize = header.readUInt16BE(16)
  return size === header.readUInt32BE(28) * (pageSize === 1 ? 65536 : pageSize)
}
