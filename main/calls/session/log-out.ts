import type { CallFunction } from '../call'
import { ok } from '../outcome'

/** What `DELETE /sessions` was: ends the session and greets; a locked one too, and on a full disk. Seed task 14. */
export const logOut: CallFunction<'logOut', 'session'> = ({ session }, _input, { user }) => {
  session.current.clear()
  session.end(user.id, 'loggedOut')
  return ok({ message: 'Bienvenue' })
}
