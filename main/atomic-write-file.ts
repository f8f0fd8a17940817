/**
 * Writes a whole file or nothing: into a temporary file beside it, synced, which then takes its
 * name. A crash or a full disk leaves the old content. Readable by the owner alone. Throws what
 * the file system throws; then no temporary file is left.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What a killed write leaves behind, until the next one. */
export const temporaryName = (path: string) => `${path}.part`
const mode = 0o600

/** For a file that may be long, or on a slow disk. Its name is durable too. */
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
  await syncFolder(dirname(path))
}

/** For a short file that must be in place before anything else happens. */
export function atomicWriteFileSync(path: string, content: string): void {
  const temporary = temporaryName(path)
  try {
    rmSync(temporary, { force: true })
    const file = openSync(temporary, 'wx', mode)
    try {
      writeFileSync(file, content)
      syncWherePossible(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    removeQuietly(temporary)
    throw error
  }
}

/** Some network and memory file systems have no such call; the content is written all the same. */
function syncWherePossible(file: number): void {
  try {
    fsyncSync(file)
  } catch (error) {
    const isUnknown = ['EINVAL', 'ENOSYS', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')
    if (!isUnknown) throw error
  }
}

/** The error that matters is the one before. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // The next write removes it.
  }
}

/** Makes the new name durable, where the system has such a call. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}
