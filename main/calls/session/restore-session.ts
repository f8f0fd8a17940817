import { lostReason } from '../../session/current-session'
import type { SavedSession } from '../../session/remembered-session'
import { openKeptSlot } from '../../keys/slots'
import { normaliseEmail } from '../../../preload/text'
import type { Profile } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { notLoggedIn } from '../access'
import type { CallFunction, Deps } from '../call'
import { ok, err } from '../outcome'
import { accountFingerprint } from '../steps/data-key'
import { currentProfile } from '../account/profile'

type Group = 'auth' | 'tables' | 'session'

/**
 * Returns the profile of the current session, else of the remembered session, else null. A
 * remembered session that is over is refused and erased (`expired`, `gone`). One that the key store
 * does not open, perhaps temporarily, is refused and stays (`none`). One whose data key does not
 * open starts locked: the password opens it.
 */
export const restoreSession: CallFunction<'restoreSession', Group> = async (deps) => {
  if (hasSession(deps)) return currentProfile(deps)
  const saved = await deps.session.remembered.load()
  // A user may have logged in while the key store was asked.
  if (hasSession(deps)) return currentProfile(deps)
  if (saved === 'none') return ok(null)
  return saved === 'unreadable' ? notLoggedIn('none') : resume(deps, saved)
}

function hasSession({ session }: Deps<'session'>): boolean {
  const state = session.current.peek()
  return state.active || state.reason !== 'none'
}

function resume(
  deps: Deps<Group>,
  { sessionId, userId, key, account }: SavedSession,
): Outcome<Profile, 'notLoggedIn' | 'locked'> {
  const keptKey = Buffer.from(key, 'base64')
  const user = deps.auth.getUserFromSessionId(sessionId)
  if (!user?.sessionRemembered) {
    deps.session.remembered.forget()
    return err({ code: 'notLoggedIn', reason: lostReason(deps.auth.find({ id: userId })) })
  }
  const isSameAccount = accountFingerprint(user) === account
  const dataKey =
    isSameAccount && user.keptSlot ? openKeptSlot(user.keptSlot, normaliseEmail(user.email), keptKey) : null
  deps.session.current.set(sessionId, user, dataKey)
  if (dataKey) return currentProfile(deps)
  deps.session.lock(user.id)
  return err({ code: 'locked' })
}
