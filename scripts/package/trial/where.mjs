import { existsSync, readFileSync } from 'node:fs'
import { run } from './commands.mjs'
import { trialUser } from './user.mjs'

/**
 * Why the package cannot be tested here, or null. The test installs it system-wide, which needs
 * root, Debian's tools, and no other installed Latchkey.
 * @param {{ platform: string, root: boolean, debian: boolean }} machine
 */
export function skipReason({ platform, root, debian }) {
  if (platform !== 'linux' || !debian) return 'a .deb can be installed on Debian and Ubuntu only'
  if (!root) return 'installing it needs root'
  const runner = trialUser()?.runner
  if (runner && isAlive(runner)) return 'another trial is running'
  if (!runner && isInstalled())
    return 'Latchkey is installed on this computer, and the trial would replace and remove it'
  return null
}

/** Whether dpkg lists the package, including one that is removed but not purged. */
export function isInstalled() {
  try {
    return run('dpkg-query', ['--show', '--showformat=${db:Status-Status}', 'latchkey']) !== 'not-installed'
  } catch {
    return false
  }
}

/** @param {number} pid */
function isAlive(pid) {
  // Another program may have got the same process id.
  return existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('test-package')
}
