import { rmSync } from 'node:fs'
import { purge, trialFolder } from './package.mjs'
import { removeUser, trialUser } from './user.mjs'
import { isInstalled } from './where.mjs'

/**
 * Puts the computer back as it was: no package, no account, no files. Only where a trial left its account, because
 * without one an installed Latchkey is somebody's own.
 */
export function cleanUp() {
  if (trialUser()) {
    // First the package: the account is the mark that it is ours.
    if (isInstalled()) purge()
    removeUser()
  }
  rmSync(trialFolder, { recursive: true, force: true })
}
