import type { CallFunction } from './calls'
import { done } from './parse'
import { profileOf } from './profile'
import { whoIsLoggedIn } from './refusals'

/** Changes what is given, leaves the rest; the account is the session's, never an argument (ASVS 8.2.2). */
export const updatePreferences: CallFunction<'updatePreferences'> = (deps, { displayName }) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  const { user, session } = loggedIn.value
  if (displayName === undefined || displayName === user.displayName) return done(profileOf(user, session))
  deps.transaction(() => {
    deps.users.updateUser(user.id, { displayName })
    deps.events.add(user.id, deps.clock.now(), 'profileChanged', 'done')
  })
  return done(profileOf({ ...user, displayName }, session))
}
