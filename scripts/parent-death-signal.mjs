import { isOnPath } from './is-on-path.mjs'

/**
 * Wraps a command so that it gets SIGTERM when this process ends, even by SIGKILL, which a process
 * cannot forward. Linux only: elsewhere a killed run may leave its commands running.
 * @param {string[]} command
 */
export function withParentDeathSignal(command) {
  const isAvailable = process.platform === 'linux' && isOnPath('setpriv', process.env)
  return isAvailable ? ['setpriv', '--pdeathsig', 'TERM', '--', ...command] : command
}
