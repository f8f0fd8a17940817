import { readFile, stat } from 'node:fs/promises'
import { atomicWriteFile } from '../atomic-write-file'
import { toStorageError, StorageError } from '../database/engine/storage-error'

/** The day of a moment as it stands in the names of backups, by the computer's own calendar. */
export function dayOf(at: number): string {
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** No email in the name: file names show in folders and in lists of recent files. */
export function backupFileName(at: number): string {
  return `latchkey-backup-${dayOf(at)}.db`
}

/** Writes a backup under its name only once it is whole on the disk, readable by its owner alone. Throws StorageError. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await atomicWriteFile(path, bytes)
  } catch (error) {
    throw toStorageError(error, 'writing a backup')
  }
}

/**
 * The bytes of a file that somebody chose, or null for what no backup is: a folder, a device, more than the store could
 * read. Throws StorageError, `locked` where another program is in the middle of changing it.
 */
export async function readChosen(path: string, maxBytes: number): Promise<Uint8Array | null> {
  try {
    const found = await stat(path)
    if (!found.isFile() || found.size > maxBytes) return null
    for (const ending of ['-journal', '-wal']) {
      const beside = await stat(path + ending).catch(() => null)
      if (beside && beside.size > 0) throw new StorageError('locked', 'the file is in use')
    }
    return await readFile(path)
  } catch (error) {
    throw toStorageError(error, 'reading a backup')
  }
}
