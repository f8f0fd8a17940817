import type { CallFunction } from './calls'
import { done } from './parse'
import { whoIsLoggedIn } from './refusals'

/** What `DELETE /sessions` was: ends the session and greets. Seed task 14. */
export const logOut: CallFunction<'logOut'> = (deps) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  const { user } = loggedIn.value
  deps.transaction(() => {
    deps.auth.destroySession(user.id)
    deps.events.add(user.id, deps.clock.now(), 'loggedOut', 'done')
  })
  deps.holder.release()
  return done({ message: 'Bienvenue' })
}
