import type { User, UserChanges } from '../../auth/user'
import type { CallDeps, CallFunction } from '../call'
import { currentProfile } from '../account/profile'
import { whoIsLoggedIn } from '../steps/preconditions'

/** The session is no longer kept over a restart; from now on it ends with the app, or in a day. */
export const stopRemembering: CallFunction<'stopRemembering'> = (deps) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  const { user } = loggedIn.value
  if (user.sessionRemembered) {
    deps.transaction(() => {
      deps.users.updateUser(user.id, notKept(deps, user))
      deps.events.add(user.id, deps.clock.now(), 'profileChanged', 'done')
    })
  }
  deps.vault.forget()
  return currentProfile(deps)
}

/** What makes a kept session one as any other. Its day begins now: it may be older than a day already. */
export function notKept({ clock, policy }: CallDeps, user: User): UserChanges {
  if (!user.sessionRemembered) return {}
  const inADay = clock.now() + policy.sessionMs
  return { sessionRemembered: false, sessionExpiresAt: Math.min(user.sessionExpiresAt ?? inADay, inADay) }
}
