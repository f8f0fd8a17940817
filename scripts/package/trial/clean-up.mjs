import { rmSync } from 'node:fs'
import { purge, trialFolder } from './package.mjs'
import { removeUser, trialUser } from './user.mjs'
import { isInstalled } from './where.mjs'

/**
 * Removes the package, the user and the files of a trial. Removes the package only if the trial's
 * user exists: otherwise the installed Latchkey belongs to the machine's owner.
 */
export function cleanUp() {
  if (trialUser()) {
    // The package first: the user marks it as the trial's.
    if (isInstalled()) purge()
    removeUser()
  }
  rmSync(trialFolder, { recursive: true, force: true })
}
