import type { CallFunction } from '../call'
import { done } from '../outcome'
import { whoIsLoggedIn } from '../steps/preconditions'

/** Locks the session of this window: from now on only `unlock` and `logOut` are answered. On a full disk too. */
export const lock: CallFunction<'lock'> = (deps) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  deps.lockSession(loggedIn.value.user.id)
  return done({ message: 'locked' })
}
