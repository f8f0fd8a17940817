import { subjectOf } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { Outcome, Profile } from '../../../preload/contract'
import type { CallDeps, CallFunction } from '../call'
import { compareOnce, undisturbed } from '../steps/verify-password'
import { done, fail } from '../outcome'
import { keepSession } from '../steps/remember-session'
import { currentProfile, profileOf } from '../account/profile'
import { notLoggedIn } from '../steps/preconditions'

/** The password opens the lock, under a new session id (ASVS 7.2.4). Wrong tries count as those of a password asked again. */
export const unlock: CallFunction<'unlock'> = async (deps, { password }) => {
  const found = deps.holder.look()
  if (found.held) return done(profileOf(deps, found.user, found.session))
  if (found.reason !== 'locked') return notLoggedIn(found.reason)
  const { user } = found
  const compared = await compareOnce(deps, 'password', subjectOf(user), password)
  if (!compared.ok) return compared
  return compared.value.matches && undisturbed(deps, compared.value) ? open(deps, user) : refuse(deps, user)
}

/** Opened only if it is still this person's lock, and the password compared is still theirs; kept again if it was. */
async function open(deps: CallDeps, user: User): Promise<Outcome<Profile>> {
  const sessionId = deps.transaction(() => {
    const found = deps.holder.look()
    const stillTheirs = !found.held && found.reason === 'locked' && found.user.id === user.id
    if (!stillTheirs || !deps.users.stillHas(user.id, { hashedPassword: user.hashedPassword })) return null
    deps.pauses.clear('password', subjectOf(user))
    deps.events.add(user.id, deps.clock.now(), 'unlocked', 'done')
    return deps.auth.renameSession(user.id)
  })
  if (sessionId === null) return refuse(deps, user)
  deps.holder.rename(sessionId)
  deps.holder.unlock()
  if (user.sessionRemembered) await keepSession(deps, sessionId)
  return currentProfile(deps)
}

function refuse(deps: CallDeps, user: User): Outcome<never> {
  const found = deps.holder.look()
  if (!found.held && found.reason !== 'locked') return notLoggedIn(found.reason)
  if (deps.auth.find({ id: user.id })) deps.events.add(user.id, deps.clock.now(), 'unlocked', 'refused')
  return fail({ code: 'wrongCredentials' })
}
