import { decide } from './decide.mjs'
import { findMissing } from './find-missing.mjs'
import { installWithApt } from './apt.mjs'

/**
 * Ensures that this machine has what Electron needs: shared libraries, a font and, if a virtual
 * display is needed, its programs. Installs only what is missing, only as root on Debian or Ubuntu,
 * and only if LATCHKEY_NO_APT is not set. Otherwise prints the command to run, and throws if
 * Electron cannot start.
 * @param {import('./find-missing.mjs').Machine} machine
 * @param {import('./find-missing.mjs').Needs} needs
 */
export async function systemLibraries(machine, needs) {
  const missing = await findMissing(machine, needs)
  const decision = decide(missing, machine)
  if (decision.do === 'nothing') return
  if (decision.do === 'install') return installWithApt(decision.packages, machine)
  machine.log(decision.line)
  if (missing.essential) throw new Error('Electron can not start without them.')
}
