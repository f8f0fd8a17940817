import type { CallFunction } from '../call'
import { ok } from '../outcome'

/**
 * Locks the session of this window, even on a full disk. Then only `unlock`, `logOut` and the calls
 * of a reset work.
 */
export const lock: CallFunction<'lock', 'session'> = ({ session }, _input, { user }) => {
  session.lock(user.id)
  return ok({ message: 'locked' })
}
