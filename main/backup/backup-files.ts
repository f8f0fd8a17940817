import { open, stat } from 'node:fs/promises'
import { atomicWriteFile } from '../atomic-write-file'
import { toStorageError, StorageError } from '../database/engine/storage-error'
import { sharedBuffer } from '../database/worker/buffers'

/** The local date of a time, as used in the names of backups. */
export function dateStamp(at: number): string {
  const date = new Date(at)
  const twoDigits = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`
}

/** The same time of day on an earlier date, in local time: a day may have 23 or 25 hours. */
export function daysBefore(at: number, days: number): number {
  const date = new Date(at)
  return date.setDate(date.getDate() - days)
}

/** Contains no email: file names show up in folders and in lists of recent files. */
export function backupFileName(at: number): string {
  return `latchkey-backup-${dateStamp(at)}.db`
}

/**
 * Writes a backup atomically: the file appears under its name only once it is complete. Only its
 * owner can read it. Throws StorageError.
 */
export async function writeBackupFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await atomicWriteFile(path, bytes)
  } catch (error) {
    throw toStorageError(error, 'writing a backup')
  }
}

/**
 * Reads a file that the user chose. Null if it is not a regular file or exceeds `maxBytes`. Throws
 * StorageError, with `locked` if another program is changing the file.
 */
export async function readChosenFile(path: string, maxBytes: number): Promise<Uint8Array | null> {
  try {
    const stats = await stat(path)
    if (!stats.isFile() || stats.size > maxBytes) return null
    for (const suffix of ['-journal', '-wal']) {
      const sidecar = await stat(path + suffix).catch(() => null)
      if (sidecar && sidecar.size > 0) throw new StorageError('locked', 'the file is in use')
    }
    return await readShared(path, stats.size)
  } catch (error) {
    throw toStorageError(error, 'reading a backup')
  }
}

/** At most `size` bytes: the file may become longer or shorter meanwhile. */
async function readShared(path: string, size: number): Promise<Uint8Array> {
  const bytes = sharedBuffer(size)
  const file = await open(path)
  try {
    let at = 0
    for (let count = 1; count > 0 && at < size; at += count) {
      const { bytesRead } = await file.read(bytes, at, size - at, at)
      count = bytesRead
    }
    return bytes.subarray(0, at)
  } finally {
    await file.close()
  }
}
