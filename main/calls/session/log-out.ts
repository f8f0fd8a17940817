import type { CallFunction } from '../call'
import { done } from '../outcome'

/** What `DELETE /sessions` was: ends the session and greets; a locked one too, and on a full disk. Seed task 14. */
export const logOut: CallFunction<'logOut', 'session'> = ({ session }, _input, { user }) => {
  session.holder.release()
  session.end(user.id, 'loggedOut')
  return done({ message: 'Bienvenue' })
}
