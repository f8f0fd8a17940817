/**
 * Writes a whole file or nothing: it writes and syncs a temporary file beside it, then renames it.
 * A crash or a full disk leaves the old content. Only the owner can read the file. Errors of the
 * file system are thrown, and leave no temporary file.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The temporary file. A killed write leaves it behind until the next write. */
export const temporaryName = (path: string) => `${path}.part`
const mode = 0o600

/** For a file that may be large or on a slow disk. The rename is durable too. */
export async function atomicWriteFile(path: string, content: Uint8Array): Promise<void> {
  const temporary = temporaryName(path)
  try {
    await rm(temporary, { force: true })
    const file = await open(temporary, 'wx', mode)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
  // The file has its name already, so the caller must not hear that it was not written.
  await syncFolder(dirname(path)).catch(() => undefined)
}

/** For a short file that must exist before anything else happens. */
export function atomicWriteFileSync(path: string, content: string): void {
  const temporary = temporaryName(path)
  try {
    rmSync(temporary, { force: true })
    const file = openSync(temporary, 'wx', mode)
    try {
      writeFileSync(file, content)
      syncWherePossibleSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    removeQuietly(temporary)
    throw error
  }
}

/** Some network and memory file systems cannot sync; the content is written anyway. */
function syncWherePossibleSync(file: number): void {
  try {
    fsyncSync(file)
  } catch (error) {
    rethrowUnlessUnsupported(error)
  }
}

/** Syncs an open file, if its file system can. */
export async function syncWherePossible(file: FileHandle): Promise<void> {
  await file.sync().catch(rethrowUnlessUnsupported)
}

function rethrowUnlessUnsupported(error: unknown): void {
  const isUnsupported = ['EINVAL', 'ENOSYS', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')
  if (!isUnsupported) throw error
}

/** Never throws: the caller rethrows the error that caused the removal. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // The next write removes it.
  }
}

/**
 * Makes the names of new files durable, where the system can open and sync a folder. Windows
 * cannot.
 */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null)
  try {
    if (folder) await syncWherePossible(folder)
  } finally {
    await folder?.close()
  }
}
