import type { CallFunction } from '../call'
import { done } from '../outcome'
import { notLoggedIn } from '../steps/preconditions'

/** What `DELETE /sessions` was: ends the session and greets; a locked one too, and on a full disk. Seed task 14. */
export const logOut: CallFunction<'logOut'> = (deps) => {
  const found = deps.holder.look()
  if (!found.held && found.reason !== 'locked') return notLoggedIn(found.reason)
  deps.holder.release()
  deps.endSession(found.user.id, 'loggedOut')
  return done({ message: 'Bienvenue' })
}
