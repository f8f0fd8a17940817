import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Removes the data folder of an app that ended. Chromium's other processes end, and write, a moment after the main one,
 * and `rmSync` does not look again for files that came meanwhile.
 */
export async function removeFolder(folder: string, tries = 50): Promise<void> {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch (error) {
    if (tries === 0) throw error
    await sleep(100)
    await removeFolder(folder, tries - 1)
  }
}
