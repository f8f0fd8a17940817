import type { CallFunction } from '../call'
import { done } from '../outcome'
import { whoIsLoggedIn } from '../steps/preconditions'

/** A key or pointer in the window, at most once a second: the person is still there. */
export const reportActivity: CallFunction<'reportActivity'> = (deps) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  deps.holder.active()
  return done(null)
}
