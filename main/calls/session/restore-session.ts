import type { SavedSession } from '../../session/remembered-session'
import type { Profile } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { notLoggedIn } from '../access'
import type { CallFunction, Deps } from '../call'
import { ok, err } from '../outcome'
import { currentProfile } from '../account/profile'

type Group = 'auth' | 'tables' | 'session'

/**
 * The session this window holds, else the kept one, else null. A kept session that is over is refused and erased
 * (`expired`, `gone`); one that the key store does not open today is left where it is (`none`).
 */
export const restoreSession: CallFunction<'restoreSession', Group> = async (deps) => {
  if (isHeld(deps)) return currentProfile(deps)
  const kept = await deps.session.remembered.load()
  // Somebody may have logged in while the key store was asked.
  if (isHeld(deps)) return currentProfile(deps)
  if (kept === 'none') return ok(null)
  return kept === 'unreadable' ? notLoggedIn('none') : takeKept(deps, kept)
}

function isHeld({ session }: Deps<'session'>): boolean {
  const found = session.current.peek()
  return found.active || found.reason !== 'none'
}

function takeKept(deps: Deps<Group>, { sessionId, userId }: SavedSession): Outcome<Profile, 'notLoggedIn' | 'locked'> {
  const user = deps.auth.getUserFromSessionId(sessionId)
  if (!user?.sessionRemembered) {
    deps.session.remembered.forget()
    return err({ code: 'notLoggedIn', reason: deps.auth.find({ id: userId }) ? 'expired' : 'gone' })
  }
  deps.session.current.set(sessionId, user)
  return currentProfile(deps)
}
