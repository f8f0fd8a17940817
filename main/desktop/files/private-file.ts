import { open } from 'node:fs/promises'

/** Writes a text where the person said, readable by them alone, also over a file that others could read. */
export async function writePrivately(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    // Before the text is in it. A disk without permissions, a USB stick say, is the person's own choice.
    await file.chmod(0o600).catch(() => undefined)
    await file.writeFile(text)
  } finally {
    await file.close()
  }
}
