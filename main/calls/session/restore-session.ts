import type { KeptSession } from '../../session/remembered-session'
import type { Outcome, Profile } from '../../../preload/contract'
import type { CallDeps, CallFunction } from '../call'
import { done, fail } from '../outcome'
import { currentProfile } from '../account/profile'
import { notLoggedIn } from '../steps/preconditions'

/**
 * The session this window holds, else the kept one, else null. A kept session that is over is refused and erased
 * (`expired`, `gone`); one that the key store does not open today is left where it is (`none`).
 */
export const restoreSession: CallFunction<'restoreSession'> = async (deps) => {
  if (isHeld(deps)) return currentProfile(deps)
  const kept = await deps.vault.kept()
  // Somebody may have logged in while the key store was asked.
  if (isHeld(deps)) return currentProfile(deps)
  if (kept === 'none') return done(null)
  return kept === 'unreadable' ? notLoggedIn('none') : takeKept(deps, kept)
}

function isHeld({ holder }: CallDeps): boolean {
  const found = holder.look()
  return found.held || found.reason !== 'none'
}

function takeKept(deps: CallDeps, { sessionId, userId }: KeptSession): Outcome<Profile> {
  const user = deps.auth.getUserFromSessionId(sessionId)
  if (!user?.sessionRemembered) {
    deps.vault.forget()
    return fail({ code: 'notLoggedIn', reason: deps.auth.find({ id: userId }) ? 'expired' : 'gone' })
  }
  deps.holder.hold(sessionId, user)
  return currentProfile(deps)
}
