import type { CallFunction } from './calls'
import { done } from './parse'
import { whoIsLoggedIn } from './refusals'

/** A key or pointer in the window, at most once a second: the person is still there. */
export const reportActivity: CallFunction<'reportActivity'> = (deps) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  deps.holder.active()
  return done(null)
}
