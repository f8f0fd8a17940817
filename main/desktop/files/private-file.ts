import { open } from 'node:fs/promises'

/**
 * Writes a file that only its owner can read, even if it replaces a file that others could read.
 */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    // Set the mode before the text is written. Ignore failure: the user may have chosen a volume
    // without permissions, such as a USB stick.
    await file.chmod(0o600).catch(() => undefined)
    await file.writeFile(text)
  } finally {
    await file.close()
  }
}
