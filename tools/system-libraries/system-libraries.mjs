import { decide } from './decide.mjs'
import { lookAround } from './look.mjs'
import { installWithApt } from './apt.mjs'

/**
 * Makes sure that this machine has what Electron needs from it: shared libraries, a font, and, where there is no
 * display, a virtual one. Looks first; installs only what is missing, only as root on Debian or Ubuntu, and only if
 * LATCHKEY_NO_APT is not set. Otherwise says the line to run, and throws where Electron could not start without it.
 * @param {import('./look.mjs').Machine} machine
 * @param {import('./look.mjs').Needs} needs
 */
export async function systemLibraries(machine, needs) {
  const missing = await lookAround(machine, needs)
  const decision = decide(missing, machine)
  if (decision.do === 'nothing') return
  if (decision.do === 'install') return installWithApt(decision.packages, machine)
  machine.say(decision.line)
  if (missing.essential) throw new Error('Electron can not start without them.')
}
