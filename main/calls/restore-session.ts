import type { CallFunction } from './calls'
import { done } from './parse'
import { profileOf } from './profile'
import { whoIsLoggedIn } from './refusals'

/** The session this window holds, else null: none is kept over a restart yet. */
export const restoreSession: CallFunction<'restoreSession'> = (deps) => {
  const loggedIn = whoIsLoggedIn(deps)
  return done(loggedIn.ok ? profileOf(loggedIn.value.user, loggedIn.value.session) : null)
}
