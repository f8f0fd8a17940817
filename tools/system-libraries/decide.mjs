/**
 * @typedef {{ do: 'nothing' } | { do: 'install', packages: string[] } | { do: 'tell', line: string }} Decision
 */

/**
 * What to do about missing libraries. Never touches a machine that is not Debian-like, that we do not own, or whose
 * owner set LATCHKEY_NO_APT.
 * @param {{ names: string[], packages: string[] }} missing
 * @param {{ root: boolean, env: NodeJS.ProcessEnv, debian: boolean }} machine
 * @returns {Decision}
 */
export function decide({ names, packages }, { root, env, debian }) {
  if (names.length === 0) return { do: 'nothing' }
  const what = `Missing on this machine: ${names.join(', ')}.`
  if (!debian) return { do: 'tell', line: `${what} Install the packages of your system that bring them.` }
  const forbidden = !['', '0'].includes(env['LATCHKEY_NO_APT'] ?? '')
  if (root && !forbidden) return { do: 'install', packages }
  return { do: 'tell', line: `${what} Run: ${lineToRun(packages, root)}` }
}

/**
 * @param {string[]} packages
 * @param {boolean} root
 */
function lineToRun(packages, root) {
  const sudo = root ? '' : 'sudo '
  return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages.join(' ')}`
}
