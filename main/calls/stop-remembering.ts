import type { CallFunction } from './calls'
import { done } from './parse'
import { profileOf } from './profile'
import { whoIsLoggedIn } from './refusals'

/** The session is no longer kept over a restart; from now on it ends with the app, and a day after it began. */
export const stopRemembering: CallFunction<'stopRemembering'> = (deps) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  const { user, session } = loggedIn.value
  deps.vault.forget()
  if (!session.remembered) return done(profileOf(user, session))
  deps.transaction(() => {
    deps.users.updateUser(user.id, {
      sessionRemembered: false,
      sessionExpiresAt: session.startedAt + deps.policy.sessionMs,
    })
    deps.events.add(user.id, deps.clock.now(), 'profileChanged', 'done')
  })
  const after = whoIsLoggedIn(deps)
  return after.ok ? done(profileOf(after.value.user, after.value.session)) : after
}
