import { targetOf } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { CallOutcome } from '../../../preload/contract'
import { notLoggedIn } from '../access'
import type { CallDeps, CallFunction } from '../call'
import type { PasswordKey } from '../../keys/slots'
import { openOrMakeKey } from '../steps/data-key'
import { verifyPassword, isCurrentGeneration } from '../steps/verify-password'
import { ok, err } from '../outcome'
import { rememberSession } from '../steps/remember-session'
import { currentProfile, profileOf } from '../account/profile'

/**
 * Unlocks the session with the password, under a new session id (ASVS 7.2.4). Attempts count
 * together with those at log-in: one pause for the password of an account.
 */
export const unlock: CallFunction<'unlock', keyof CallDeps> = async (deps, { password }, caller) => {
  if (caller.active) return ok(profileOf(deps, caller.user, caller.session))
  const { user } = caller
  const verification = await verifyPassword(deps, targetOf(user), password)
  if (!verification.ok) return verification
  return verification.value.matches && isCurrentGeneration(deps, verification.value)
    ? unlockSession(deps, user, verification.value.passwordKey)
    : refuse(deps, user)
}

/**
 * Unlocks only if the same user is still locked out and the compared password is still theirs.
 * Remembers the session again if it was remembered.
 */
async function unlockSession(deps: CallDeps, user: User, passwordKey: PasswordKey): Promise<CallOutcome<'unlock'>> {
  const { hashedPassword, passwordSlot } = user
  const key = openOrMakeKey(deps, user, passwordKey)
  const sessionId = deps.tables.transaction(() => {
    const state = deps.session.current.peek()
    const isSameLock = !state.active && state.reason === 'locked' && state.user.id === user.id
    if (!isSameLock || !deps.tables.users.stillHas(user.id, { hashedPassword, passwordSlot })) return null
    deps.tables.users.updateUser(user.id, { keptSlot: null, ...key.changes })
    if (key.isSealed) deps.tables.events.add(user.id, deps.time.clock.now(), 'privateDataSealed', 'refused')
    deps.tables.events.add(user.id, deps.time.clock.now(), 'unlocked', 'done')
    return deps.auth.rotateSessionId(user.id)
  })
  if (sessionId === null) return refuse(deps, user)
  deps.session.current.rotateId(sessionId)
  deps.session.current.unlock(key.dataKey)
  if (user.sessionRemembered) await rememberSession(deps, sessionId)
  return currentProfile(deps)
}

function refuse(deps: CallDeps, user: User): CallOutcome<'unlock'> {
  // First: a log-out during the comparison must not hide a guess.
  if (deps.auth.find({ id: user.id })) deps.tables.events.add(user.id, deps.time.clock.now(), 'unlocked', 'refused')
  const state = deps.session.current.peek()
  if (!state.active && state.reason !== 'locked') return notLoggedIn(state.reason)
  return err({ code: 'wrongCredentials' })
}
