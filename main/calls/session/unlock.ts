import { subjectOf } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { CallOutcome } from '../../../preload/contract'
import { notLoggedIn } from '../access'
import type { CallFunction, Deps } from '../call'
import { verifyPassword, isCurrentGeneration } from '../steps/verify-password'
import { ok, err } from '../outcome'
import { rememberSession } from '../steps/remember-session'
import { currentProfile, profileOf } from '../account/profile'

type Group = 'auth' | 'tables' | 'session' | 'secrets' | 'time' | 'limits' | 'log'

/** The password opens the lock, under a new session id (ASVS 7.2.4). Wrong tries count as those of a password asked again. */
export const unlock: CallFunction<'unlock', Group> = async (deps, { password }, caller) => {
  if (caller.active) return ok(profileOf(deps, caller.user, caller.session))
  const { user } = caller
  const compared = await verifyPassword(deps, 'password', subjectOf(user), password)
  if (!compared.ok) return compared
  return compared.value.matches && isCurrentGeneration(deps, compared.value) ? open(deps, user) : refuse(deps, user)
}

/** Opened only if it is still this person's lock, and the password compared is still theirs; kept again if it was. */
async function open(deps: Deps<Group>, user: User): Promise<CallOutcome<'unlock'>> {
  const sessionId = deps.tables.transaction(() => {
    const found = deps.session.current.peek()
    const stillTheirs = !found.active && found.reason === 'locked' && found.user.id === user.id
    if (!stillTheirs || !deps.tables.users.stillHas(user.id, { hashedPassword: user.hashedPassword })) return null
    deps.limits.throttle.clear('password', subjectOf(user))
    deps.tables.events.add(user.id, deps.time.clock.now(), 'unlocked', 'done')
    return deps.auth.rotateSessionId(user.id)
  })
  if (sessionId === null) return refuse(deps, user)
  deps.session.current.rotateId(sessionId)
  deps.session.current.unlock()
  if (user.sessionRemembered) await rememberSession(deps, sessionId)
  return currentProfile(deps)
}

function refuse(deps: Deps<Group>, user: User): CallOutcome<'unlock'> {
  const found = deps.session.current.peek()
  if (!found.active && found.reason !== 'locked') return notLoggedIn(found.reason)
  if (deps.auth.find({ id: user.id })) deps.tables.events.add(user.id, deps.time.clock.now(), 'unlocked', 'refused')
  return err({ code: 'wrongCredentials' })
}
