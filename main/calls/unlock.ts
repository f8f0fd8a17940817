import type { User } from '../auth/user'
import type { Outcome, Profile } from '../../preload/contract'
import type { CallDeps, CallFunction } from './calls'
import { done, fail } from './parse'
import { profileOf } from './profile'
import { notLoggedIn, paused, queueFull, whoIsLoggedIn } from './refusals'

/** The password opens the lock, under a new session id (ASVS 7.2.4). Wrong tries count as those of a password asked again. */
export const unlock: CallFunction<'unlock'> = async (deps, { password }) => {
  const found = deps.holder.check()
  if (found.held) return done(profileOf(found.user, found.session))
  if (found.reason !== 'locked') return notLoggedIn(found.reason)
  const full = queueFull(deps)
  if (!full.ok) return full
  const { user } = found
  const pause = paused(deps, 'password', { user, email: user.email })
  if (!pause.ok) return pause
  const locks = deps.holder.locks()
  const { matches } = await deps.auth.compare(user, password)
  return matches && deps.holder.locks() === locks ? open(deps, user) : refuse(deps, user)
}

/** Opened only if it is still this person's lock, and the password compared is still theirs. */
function open(deps: CallDeps, user: User): Outcome<Profile> {
  const sessionId = deps.transaction(() => {
    const found = deps.holder.check()
    const stillTheirs = !found.held && found.reason === 'locked' && found.user.id === user.id
    if (!stillTheirs || !deps.users.updateUserIf(user.id, { hashedPassword: user.hashedPassword }, {})) return null
    deps.pauses.clear('password', { user, email: user.email })
    deps.events.add(user.id, deps.clock.now(), 'unlocked', 'done')
    return deps.auth.renameSession(user.id)
  })
  if (sessionId === null) return refuse(deps, user)
  deps.holder.rename(sessionId)
  deps.holder.unlock()
  const loggedIn = whoIsLoggedIn(deps)
  return loggedIn.ok ? done(profileOf(loggedIn.value.user, loggedIn.value.session)) : loggedIn
}

function refuse(deps: CallDeps, user: User): Outcome<never> {
  const found = deps.holder.check()
  if (!found.held && found.reason !== 'locked') return notLoggedIn(found.reason)
  if (deps.auth.find({ id: user.id })) deps.events.add(user.id, deps.clock.now(), 'unlocked', 'refused')
  return fail({ code: 'wrongCredentials' })
}
