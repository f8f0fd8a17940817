import { subjectOf } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { CallOutcome } from '../../../preload/contract'
import { notLoggedIn } from '../access'
import type { CallFunction, Deps } from '../call'
import { compareOnce, undisturbed } from '../steps/verify-password'
import { done, fail } from '../outcome'
import { keepSession } from '../steps/remember-session'
import { currentProfile, profileOf } from '../account/profile'

type Group = 'auth' | 'tables' | 'session' | 'secrets' | 'time' | 'limits' | 'log'

/** The password opens the lock, under a new session id (ASVS 7.2.4). Wrong tries count as those of a password asked again. */
export const unlock: CallFunction<'unlock', Group> = async (deps, { password }, caller) => {
  if (caller.held) return done(profileOf(deps, caller.user, caller.session))
  const { user } = caller
  const compared = await compareOnce(deps, 'password', subjectOf(user), password)
  if (!compared.ok) return compared
  return compared.value.matches && undisturbed(deps, compared.value) ? open(deps, user) : refuse(deps, user)
}

/** Opened only if it is still this person's lock, and the password compared is still theirs; kept again if it was. */
async function open(deps: Deps<Group>, user: User): Promise<CallOutcome<'unlock'>> {
  const sessionId = deps.tables.transaction(() => {
    const found = deps.session.holder.look()
    const stillTheirs = !found.held && found.reason === 'locked' && found.user.id === user.id
    if (!stillTheirs || !deps.tables.users.stillHas(user.id, { hashedPassword: user.hashedPassword })) return null
    deps.limits.pauses.clear('password', subjectOf(user))
    deps.tables.events.add(user.id, deps.time.clock.now(), 'unlocked', 'done')
    return deps.auth.renameSession(user.id)
  })
  if (sessionId === null) return refuse(deps, user)
  deps.session.holder.rename(sessionId)
  deps.session.holder.unlock()
  if (user.sessionRemembered) await keepSession(deps, sessionId)
  return currentProfile(deps)
}

function refuse(deps: Deps<Group>, user: User): CallOutcome<'unlock'> {
  const found = deps.session.holder.look()
  if (!found.held && found.reason !== 'locked') return notLoggedIn(found.reason)
  if (deps.auth.find({ id: user.id })) deps.tables.events.add(user.id, deps.time.clock.now(), 'unlocked', 'refused')
  return fail({ code: 'wrongCredentials' })
}
