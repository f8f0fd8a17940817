import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../database/engine/storage-error'

/** The lines of a key sheet, in the language of the window. */
export type KeySheetText = (sheet: { email: string; recoveryKey: string }) => string

/**
 * Saves the recovery key of one account in a new file. Only the user's own system account can read
 * it; on Windows the permissions of the folder decide instead. The email is in the file, never in
 * its name, because folders and lists of recent files show names.
 */
export async function saveKeyFile(folder: string, savedCount: number, text: string): Promise<string> {
  for (let n = savedCount + 1; ; n += 1) {
    const path = join(folder, `latchkey-recovery-key-${n}.txt`)
    try {
      await writeFile(path, text, { flag: 'wx', mode: 0o600 })
      return path
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}

/** Deletes the key files of an import that failed or was cancelled: the keys open nothing. */
export async function removeKeyFiles(files: readonly string[]): Promise<void> {
  for (const file of files) await rm(file, { force: true }).catch(() => undefined)
}
