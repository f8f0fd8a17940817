import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether this start has the data folder for itself: `taken` by a running Latchkey, or not writable for anybody. */
export type Claim = 'ours' | 'taken' | 'readOnly'

/**
 * Takes the data folder, before anything in it is opened: two of us would overwrite each other's file. In a folder that
 * cannot be written the system's lock fails as if a second Latchkey were running, so writing is tried first.
 */
export function claimFolder(folder: string, requestLock: () => boolean): Claim {
  if (!isWritable(folder)) return 'readOnly'
  return requestLock() ? 'ours' : 'taken'
}

function isWritable(folder: string): boolean {
  const probe = join(folder, `.writable-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
    // Permissions do not tell of a read-only file system or an immutable folder; a file does.
    writeFileSync(probe, '', { mode: 0o600 })
    rmSync(probe)
    return true
  } catch {
    return false
  }
}
