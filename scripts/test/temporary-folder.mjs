import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Gives this run its own temporary folder and removes it on exit. The next run removes the folder
 * of a killed run: the name contains the process id.
 */
export function useOwnTemporaryFolder() {
  const all = tmpdir()
  for (const name of readdirSync(all)) {
    const pid = /^latchkey-run-(\d+)-/.exec(name)?.[1]
    if (pid && !isRunning(Number(pid))) remove(join(all, name))
  }
  const own = mkdtempSync(join(all, `latchkey-run-${process.pid}-`))
  // A test that runs as another user must reach its subfolder, but must not list this folder.
  chmodSync(own, 0o711)
  process.env['TMPDIR'] = own
  process.on('exit', () => remove(own))
}

/**
 * Does not throw: an error in an exit handler would keep this process alive. Its last programs may
 * still be writing.
 * @param {string} folder
 */
function remove(folder) {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // The next run removes it.
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: the process exists, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
