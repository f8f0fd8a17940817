import type { CallFunction } from './calls'
import { done } from './parse'
import { whoIsLoggedIn } from './refusals'

/** Locks the session of this window: from now on only `unlock` and `logOut` are answered. On a full disk too. */
export const lock: CallFunction<'lock'> = (deps) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  deps.lockSession(loggedIn.value.user.id)
  return done({ message: 'locked' })
}
