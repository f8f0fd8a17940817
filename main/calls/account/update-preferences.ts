import type { User, UserChanges } from '../../auth/user'
import type { CallFunction } from '../call'
import { done } from '../outcome'
import { profileOf } from './profile'
import { whoIsLoggedIn } from '../steps/preconditions'

/** Changes what is given, leaves the rest; the account is the session's, never an argument (ASVS 8.2.2). */
export const updatePreferences: CallFunction<'updatePreferences'> = (deps, { displayName, preferences = {} }) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  const { user, session } = loggedIn.value
  const changes = changesTo(user, { ...preferences, ...(displayName !== undefined && { displayName }) })
  if (Object.keys(changes).length === 0) return done(profileOf(deps, user, session))
  deps.transaction(() => {
    deps.users.updateUser(user.id, changes)
    deps.events.add(user.id, deps.clock.now(), 'profileChanged', 'done')
  })
  return done(profileOf(deps, { ...user, ...changes }, session))
}

/** What differs from what is: saving the same again is no event. */
function changesTo(user: User, wanted: UserChanges): UserChanges {
  const entries = Object.entries(wanted) as [keyof UserChanges, never][]
  return Object.fromEntries(entries.filter(([field, value]) => user[field] !== value))
}
