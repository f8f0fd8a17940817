import { isOnPath } from './is-on-path.mjs'

/**
 * The command, in a form that ends when this process does, even by SIGKILL, which no process can pass on. Linux only;
 * elsewhere a killed run may leave its commands behind.
 * @param {string[]} command
 */
export function endsWithUs(command) {
  const canBind = process.platform === 'linux' && isOnPath('setpriv', process.env)
  return canBind ? ['setpriv', '--pdeathsig', 'TERM', '--', ...command] : command
}
