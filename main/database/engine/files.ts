import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { sharedBuffer } from '../worker/buffers'
import { yieldToEventLoop } from './yield'
import type { FileSystem, FileStatus } from './file-system'
import { errorCode, StorageError } from './storage-error'

/** The data folder: holds every file of the store. */
export type Folder = { readonly fs: FileSystem; readonly path: string }

export const snapshotName = 'accounts.db'
export const backupName = 'accounts.db.bak'
export const temporarySnapshotName = 'accounts.db.tmp'
export const temporaryBackupName = 'accounts.db.bak.tmp'
export const temporaryJournalName = 'accounts.journal.tmp'
/** A whole new database, before it replaces the current one. */
export const stagedSnapshotName = 'accounts.db.staged'
export const stagedBackupName = 'accounts.db.bak.staged'
/** A copy of the current database, before it gets its name. */
export const stagedCopyName = 'accounts.copy.staged'
/** Names the timeline that a restore or an import replaced, until its files are gone. */
export const replacedName = 'accounts.replaced'
export const journalName = (base: number) => `accounts.${base}.journal`

/** The base sequence numbers of the journals in the folder, ascending. */
export function journalBases(folder: Folder): number[] {
  return folder.fs
    .readdirSync(folder.path)
    .map((name) => Number(/^accounts\.(0|[1-9]\d{0,14})\.journal$/.exec(name)?.[1] ?? NaN))
    .filter((base) => !Number.isNaN(base))
    .sort((a, b) => a - b)
}

/**
 * The status of a regular file, or null if the name does not exist. Throws for a folder or a link;
 * links are never followed.
 */
export function fileStatus({ fs, path }: Folder, name: string): FileStatus | null {
  try {
    const status = fs.lstatSync(join(path, name))
    if (status.isFile()) return status
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
  throw new StorageError('io', `${name} is not a file`)
}

/** The first `limit` bytes of a file, or all of them. */
export function readBytes({ fs, path }: Folder, name: string, limit: number): Buffer {
  const fd = fs.openSync(join(path, name), 'r')
  try {
    const bytes = Buffer.allocUnsafeSlow(limit)
    let at = 0
    for (let count = 1; count > 0 && at < limit; at += count) count = fs.readSync(fd, bytes, at, limit - at, at)
    return bytes.subarray(0, at)
  } finally {
    fs.closeSync(fd)
  }
}

/** The whole file in a shared buffer, read in slices: other work goes on in between. */
export async function readInBackground({ fs, path }: Folder, name: string, size: number): Promise<Buffer> {
  const fd = fs.openSync(join(path, name), 'r')
  try {
    const bytes = sharedBuffer(size)
    let at = 0
    for (let count = 1; count > 0 && at < size; at += count) {
      count = fs.readSync(fd, bytes, at, Math.min(sliceBytes, size - at), at)
      await yieldToEventLoop()
    }
    return bytes.subarray(0, at)
  } finally {
    fs.closeSync(fd)
  }
}

/** The CRC32, computed in slices. */
export async function crcInBackground(bytes: Uint8Array): Promise<number> {
  let crc = 0
  for (let at = 0; at < bytes.length; at += 4 * sliceBytes) {
    crc = crc32(bytes.subarray(at, at + 4 * sliceBytes), crc)
    await yieldToEventLoop()
  }
  return crc
}

/** Writes and syncs a new file. Deletes a leftover of a crash under that name first. */
export function writeNewFile(folder: Folder, name: string, bytes: Uint8Array): void {
  const { fs, path } = folder
  removeFile(folder, name)
  const fd = fs.openSync(join(path, name), 'wx', 0o600)
  try {
    try {
      writeAll(fs, fd, bytes, 0)
      fs.fsyncSync(fd)
    } finally {
      fs.closeSync(fd)
    }
  } catch (error) {
    tryRemove(folder, name)
    throw error
  }
}

/**
 * The same without blocking the thread: a large file takes a second on a slow disk. Others may use
 * the folder meanwhile.
 */
export async function writeNewFileInBackground(folder: Folder, name: string, bytes: Uint8Array): Promise<void> {
  const { fs, path } = folder
  removeFile(folder, name)
  const fd = fs.openSync(join(path, name), 'wx', 0o600)
  try {
    try {
      for (let at = 0; at < bytes.length; at += sliceBytes) {
        writeAll(fs, fd, bytes.subarray(at, at + sliceBytes), at)
        await yieldToEventLoop()
      }
      await fs.fsync(fd)
    } finally {
      fs.closeSync(fd)
    }
  } catch (error) {
    tryRemove(folder, name)
    throw error
  }
}

/** Written in about a millisecond. */
const sliceBytes = 1024 * 1024

/** On a full disk, half a file would take the space that the journal needs. */
function tryRemove(folder: Folder, name: string): void {
  try {
    removeFile(folder, name)
  } catch {
    // The next attempt removes it.
  }
}

/** Writes every byte: one call may write fewer, above all when the disk is nearly full. */
export function writeAll(fs: FileSystem, fd: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) {
    const count = fs.writeSync(fd, bytes, at, bytes.length - at, position + at)
    if (count === 0) throw new StorageError('io', 'nothing could be written')
    at += count
  }
}

export function renameFile({ fs, path }: Folder, from: string, to: string): void {
  fs.renameSync(join(path, from), join(path, to))
}

/** Removes a file; a missing file is not an error. */
export function removeFile({ fs, path }: Folder, name: string): void {
  try {
    fs.unlinkSync(join(path, name))
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}

/** Makes renames durable. Windows has no such call; some network file systems refuse it. */
export function syncFolder({ fs, path }: Folder): void {
  if (fs.platform === 'win32') return
  const fd = fs.openSync(path, 'r')
  try {
    fs.fsyncSync(fd)
  } catch (error) {
    if (errorCode(error) !== 'EINVAL' && errorCode(error) !== 'ENOTSUP') throw error
  } finally {
    fs.closeSync(fd)
  }
}

/**
 * Renames a file to a dated name beside it. The store never deletes or overwrites a file that may
 * not be its own.
 */
export function quarantine(folder: Folder, name: string, why: string, at: number): string {
  const quarantined = quarantineName(folder, name, why, at)
  renameFile(folder, name, quarantined)
  return quarantined
}

/**
 * Keeps a file under a dated name too, before another replaces it: its own name must exist at every
 * moment. Uses a hard link, or a copy where the file system has none.
 */
export function keepAside(folder: Folder, name: string, at: number): void {
  const kept = quarantineName(folder, name, 'aside', at)
  try {
    folder.fs.linkSync(join(folder.path, name), join(folder.path, kept))
  } catch {
    writeNewFile(folder, kept, readBytes(folder, name, fileStatus(folder, name)?.size ?? 0))
  }
}

function quarantineName(folder: Folder, name: string, why: string, at: number): string {
  const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
  let quarantined = `${name}.${why}-${stamp}`
  for (let n = 2; fileStatus(folder, quarantined) !== null; n += 1) quarantined = `${name}.${why}-${stamp}-${n}`
  return quarantined
}
