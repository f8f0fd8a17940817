/**
 * @typedef {(
 *   { do: 'nothing' } | { do: 'install', packages: string[] } | { do: 'tell', line: string }
 * )} Decision
 */

/**
 * Decides how to handle missing libraries. Changes only a Debian-like machine, only as root, and
 * only without LATCHKEY_NO_APT.
 * @param {{ names: string[], packages: string[] }} missing
 * @param {{ root: boolean, env: NodeJS.ProcessEnv, debian: boolean }} machine
 * @returns {Decision}
 */
export function decide({ names, packages }, { root, env, debian }) {
  if (names.length === 0) return { do: 'nothing' }
  const summary = `Missing on this machine: ${names.join(', ')}.`
  if (!debian) return { do: 'tell', line: `${summary} Install the packages of your system that contain them.` }
  const forbidden = !['', '0'].includes(env['LATCHKEY_NO_APT'] ?? '')
  if (root && !forbidden) return { do: 'install', packages }
  return { do: 'tell', line: `${summary} Run: ${installCommand(packages, root)}` }
}

/**
 * @param {string[]} packages
 * @param {boolean} root
 */
function installCommand(packages, root) {
  const sudo = root ? '' : 'sudo '
  return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages.join(' ')}`
}
