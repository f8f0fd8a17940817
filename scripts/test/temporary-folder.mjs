import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Gives this run a temporary folder of its own, removed at its end. The folder of a run that was killed is removed by
 * the next one, which finds in the name that its process is gone.
 */
export function useOwnTemporaryFolder() {
  const all = tmpdir()
  for (const name of readdirSync(all)) {
    const pid = /^latchkey-run-(\d+)-/.exec(name)?.[1]
    if (pid && !isRunning(Number(pid))) remove(join(all, name))
  }
  const own = mkdtempSync(join(all, `latchkey-run-${process.pid}-`))
  // A test that becomes another user must get through to its own folder below; listing this one it cannot.
  chmodSync(own, 0o711)
  process.env['TMPDIR'] = own
  process.on('exit', () => remove(own))
}

/**
 * An error thrown at the exit would keep this process alive, and its last programs may still be writing.
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
    // A process of somebody else may not be asked, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
