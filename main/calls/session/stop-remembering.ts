import type { User, UserChanges } from '../../auth/user'
import type { CallFunction, Deps } from '../call'
import { currentProfile } from '../account/profile'

/**
 * Stops remembering the session: it ends with the app, or in a day at the latest. It gets a new id
 * first: a file that a late key store still writes, or that cannot be removed, names no session.
 */
export const stopRemembering: CallFunction<'stopRemembering', 'auth' | 'tables' | 'session' | 'time' | 'limits'> = (
  deps,
  _input,
  { user },
) => {
  const newSessionId = deps.tables.transaction(() => {
    if (user.sessionRemembered) {
      deps.tables.users.updateUser(user.id, notRemembered(deps, user))
      deps.tables.events.add(user.id, deps.time.clock.now(), 'profileChanged', 'done')
    }
    return deps.auth.rotateSessionId(user.id)
  })
  deps.session.current.rotateId(newSessionId)
  deps.session.remembered.forget()
  return currentProfile(deps)
}

/**
 * Turns a remembered session into an ordinary one. Its day starts now, as it may be older already.
 */
export function notRemembered({ time, limits }: Deps<'time' | 'limits'>, user: User): UserChanges {
  if (!user.sessionRemembered) return {}
  const inADay = time.clock.now() + limits.policy.sessionMs
  return {
    sessionRemembered: false,
    keptSlot: null,
    sessionExpiresAt: Math.min(user.sessionExpiresAt ?? inADay, inADay),
  }
}
