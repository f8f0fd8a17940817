import { open, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder, syncWherePossible } from '../atomic-write-file'
import { errorCode } from '../database/engine/storage-error'

/** The lines of a key sheet, in the language of the window. */
export type KeySheetText = (sheet: { email: string; recoveryKey: string }) => string

/**
 * Saves the recovery key of one account in a new file. Only the user's own system account can read
 * it; on Windows the permissions of the folder decide instead. The email is in the file, never in
 * its name, because folders and lists of recent files show names. The content is synced; the name
 * is durable after `syncKeyFiles`.
 */
export async function saveKeyFile(folder: string, savedCount: number, text: string): Promise<string> {
  for (let n = savedCount + 1; ; n += 1) {
    const path = join(folder, `latchkey-recovery-key-${n}.txt`)
    const file = await openNew(path)
    if (!file) continue
    try {
      await file.writeFile(text)
      await syncWherePossible(file)
      return path
    } catch (error) {
      await removeKeyFiles([path])
      throw error
    } finally {
      await file.close()
    }
  }
}

/** Null if a file of this name exists. */
function openNew(path: string): Promise<FileHandle | null> {
  return open(path, 'wx', 0o600).catch((error: unknown) => {
    if (errorCode(error) === 'EEXIST') return null
    throw error
  })
}

/**
 * Makes the saved key files durable. Must end before the accounts are added: without its key, no
 * one can open such an account.
 */
export function syncKeyFiles(folder: string): Promise<void> {
  return syncFolder(folder)
}

/** Deletes the key files of an import that failed or was cancelled: the keys open nothing. */
export async function removeKeyFiles(files: readonly string[]): Promise<void> {
  for (const file of files) await rm(file, { force: true }).catch(() => undefined)
}
