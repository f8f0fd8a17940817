import type { User, UserChanges } from '../../auth/user'
import type { CallFunction, Deps } from '../call'
import { currentProfile } from '../account/profile'

/** Stops remembering the session: it ends with the app, or in a day at the latest. */
export const stopRemembering: CallFunction<'stopRemembering', 'tables' | 'session' | 'time' | 'limits'> = (
  deps,
  _input,
  { user },
) => {
  if (user.sessionRemembered) {
    deps.tables.transaction(() => {
      deps.tables.users.updateUser(user.id, notRemembered(deps, user))
      deps.tables.events.add(user.id, deps.time.clock.now(), 'profileChanged', 'done')
    })
  }
  deps.session.remembered.forget()
  return currentProfile(deps)
}

/**
 * Turns a remembered session into an ordinary one. Its day starts now, as it may be older already.
 */
export function notRemembered({ time, limits }: Deps<'time' | 'limits'>, user: User): UserChanges {
  if (!user.sessionRemembered) return {}
  const inADay = time.clock.now() + limits.policy.sessionMs
  return { sessionRemembered: false, sessionExpiresAt: Math.min(user.sessionExpiresAt ?? inADay, inADay) }
}
