import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { filesFolder } from './file-beside'

/**
 * Removes the data folder of an app that has ended. Retries, because Chromium's child processes
 * still write shortly after the main process has exited, and `rmSync` fails if files are created
 * while it runs.
 */
export async function removeFolder(folder: string, retries = 50): Promise<void> {
  try {
    for (const each of [folder, filesFolder(folder)]) rmSync(each, { recursive: true, force: true })
  } catch (error) {
    if (retries === 0) throw error
    await sleep(100)
    await removeFolder(folder, retries - 1)
  }
}
