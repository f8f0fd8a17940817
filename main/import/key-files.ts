import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from '../database/engine/storage-error'

/** The lines of a key sheet, in the language of the window. */
export type KeySheetText = (sheet: { email: string; recoveryKey: string }) => string

/**
 * Saves one person's key under a name that no file has yet, readable by its owner alone. The email stands inside, never in
 * the name: names show in folders and in lists of recent files. `before` is how many were saved already.
 */
export async function saveKeyFile(folder: string, before: number, text: string): Promise<string> {
  for (let n = before + 1; ; n += 1) {
    const path = join(folder, `latchkey-recovery-key-${n}.txt`)
    try {
      await writeFile(path, text, { flag: 'wx', mode: 0o600 })
      return path
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}

/** The keys of an import that did not happen open nothing. */
export async function removeKeyFiles(files: readonly string[]): Promise<void> {
  for (const file of files) await rm(file, { force: true }).catch(() => undefined)
}
