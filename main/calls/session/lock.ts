import type { CallFunction } from '../call'
import { ok } from '../outcome'

/** Locks the session of this window: from now on only `unlock` and `logOut` are answered. On a full disk too. */
export const lock: CallFunction<'lock', 'session'> = ({ session }, _input, { user }) => {
  session.lock(user.id)
  return ok({ message: 'locked' })
}
