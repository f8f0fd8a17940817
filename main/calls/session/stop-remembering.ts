import type { User, UserChanges } from '../../auth/user'
import type { CallFunction, Deps } from '../call'
import { currentProfile } from '../account/profile'

/** The session is no longer kept over a restart; from now on it ends with the app, or in a day. */
export const stopRemembering: CallFunction<'stopRemembering', 'tables' | 'session' | 'time' | 'limits'> = (
  deps,
  _input,
  { user },
) => {
  if (user.sessionRemembered) {
    deps.tables.transaction(() => {
      deps.tables.users.updateUser(user.id, notKept(deps, user))
      deps.tables.events.add(user.id, deps.time.clock.now(), 'profileChanged', 'done')
    })
  }
  deps.session.remembered.forget()
  return currentProfile(deps)
}

/** What makes a kept session one as any other. Its day begins now: it may be older than a day already. */
export function notKept({ time, limits }: Deps<'time' | 'limits'>, user: User): UserChanges {
  if (!user.sessionRemembered) return {}
  const inADay = time.clock.now() + limits.policy.sessionMs
  return { sessionRemembered: false, sessionExpiresAt: Math.min(user.sessionExpiresAt ?? inADay, inADay) }
}
