import { existsSync, readFileSync } from 'node:fs'
import { run } from './commands.mjs'
import { trialUser } from './user.mjs'

/**
 * Why the package can't be tried here, or null. It is installed for the whole system, so that needs root, Debian's
 * tools, and that nobody's own Latchkey is in its place.
 * @param {{ platform: string, root: boolean, debian: boolean }} machine
 */
export function whyNotHere({ platform, root, debian }) {
  if (platform !== 'linux' || !debian) return 'a .deb is installed on Debian and Ubuntu only'
  if (!root) return 'installing it needs root'
  const runner = trialUser()?.runner
  if (runner && isAlive(runner)) return 'another trial is running'
  if (!runner && isInstalled())
    return 'Latchkey is installed on this computer, and the trial would replace and remove it'
  return null
}

/** Whether dpkg knows it, be it only by what a removal left. */
export function isInstalled() {
  try {
    return run('dpkg-query', ['--show', '--showformat=${db:Status-Status}', 'latchkey']) !== 'not-installed'
  } catch {
    return false
  }
}

/** @param {number} pid */
function isAlive(pid) {
  // A number that came back to another program is no runner of ours.
  return existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('test-package')
}
