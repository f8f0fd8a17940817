import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether this process owns the data folder, a running Latchkey does, or it cannot be written. */
export type Claim = 'ours' | 'taken' | 'readOnly'

/**
 * Claims the data folder before any file in it is opened: two instances would overwrite each
 * other's changes. Tests writing first, because in a read-only folder the system's lock fails as if
 * a second Latchkey were running.
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
    // Only writing a file detects a read-only file system or an immutable folder.
    writeFileSync(probe, '', { mode: 0o600 })
    rmSync(probe)
    return true
  } catch {
    return false
  }
}
