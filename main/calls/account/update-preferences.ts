import type { User, UserChanges } from '../../auth/user'
import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { profileOf } from './profile'

/**
 * Changes only the given fields. The account comes from the session, not the input (ASVS 8.2.2).
 */
export const updatePreferences: CallFunction<'updatePreferences', 'tables' | 'session' | 'time'> = (
  deps,
  { displayName, preferences = {} },
  { user, session },
) => {
  const changes = changesTo(user, { ...preferences, ...(displayName !== undefined && { displayName }) })
  if (Object.keys(changes).length === 0) return ok(profileOf(deps, user, session))
  deps.tables.transaction(() => {
    deps.tables.users.updateUser(user.id, changes)
    deps.tables.events.add(user.id, deps.time.clock.now(), 'profileChanged', 'done')
  })
  return ok(profileOf(deps, { ...user, ...changes }, session))
}

/** The fields that really change: saving the same values is not logged. */
function changesTo(user: User, wanted: UserChanges): UserChanges {
  const entries = Object.entries(wanted) as [keyof UserChanges, never][]
  return Object.fromEntries(entries.filter(([field, value]) => user[field] !== value))
}
