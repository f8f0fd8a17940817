import { open, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder, syncWherePossible } from '../../atomic-write-file'

/**
 * Writes a file that only its owner can read, even if it replaces a file that others could read.
 * Syncs the file and its folder: it may hold the only copy of a key.
 */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    // Set the mode before the text is written. Ignore failure: the user may have chosen a volume
    // without permissions, such as a USB stick.
    await file.chmod(0o600).catch(() => undefined)
    await file.writeFile(text)
    await syncWherePossible(file)
  } finally {
    await file.close()
  }
  // A link may lead to a file in another folder.
  await syncFolder(dirname(await realpath(path)))
}
