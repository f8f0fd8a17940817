import type { CallFunction } from './calls'
import { done } from './parse'
import { whoIsLoggedIn } from './refusals'

/** What `DELETE /sessions` was: ends the session and greets; on a full disk too. Seed task 14. */
export const logOut: CallFunction<'logOut'> = (deps) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  deps.holder.release()
  deps.endSession(loggedIn.value.user.id)
  return done({ message: 'Bienvenue' })
}
