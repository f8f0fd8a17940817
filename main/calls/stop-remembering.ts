import type { CallFunction } from './calls'
import { currentProfile } from './profile'
import { whoIsLoggedIn } from './refusals'

/** The session is no longer kept over a restart; from now on it ends with the app, and a day after it began. */
export const stopRemembering: CallFunction<'stopRemembering'> = (deps) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  const { user, session } = loggedIn.value
  if (session.remembered) {
    deps.transaction(() => {
      const sessionExpiresAt = session.startedAt + deps.policy.sessionMs
      deps.users.updateUser(user.id, { sessionRemembered: false, sessionExpiresAt })
      deps.events.add(user.id, deps.clock.now(), 'profileChanged', 'done')
    })
  }
  deps.vault.forget()
  return currentProfile(deps)
}
