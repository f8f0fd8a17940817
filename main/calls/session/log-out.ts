import type { CallFunction } from '../call'
import { ok } from '../outcome'

/**
 * The seed's `DELETE /sessions`. Also ends a locked session, and works on a full disk. Seed task
 * 14.
 */
export const logOut: CallFunction<'logOut', 'session'> = ({ session }, _input, { user }) => {
  session.current.clear()
  session.end(user.id, 'loggedOut')
  return ok({ message: 'Bienvenue' })
}
