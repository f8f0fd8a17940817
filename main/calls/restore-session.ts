import type { KeptSession } from '../session-vault'
import type { Outcome, Profile } from '../../preload/contract'
import type { CallDeps, CallFunction } from './calls'
import { done, fail } from './parse'
import { profileOf } from './profile'
import { notLoggedIn, whoIsLoggedIn } from './refusals'

/**
 * The session this window holds, else the kept one, else null. A kept session that is over is refused and erased
 * (`expired`, `gone`); one that the key store does not open today is left where it is (`none`).
 */
export const restoreSession: CallFunction<'restoreSession'> = async (deps) => {
  const held = deps.holder.check()
  if (!held.held && held.reason === 'none') return takeKept(deps, await deps.vault.kept())
  const loggedIn = whoIsLoggedIn(deps)
  return loggedIn.ok ? done(profileOf(loggedIn.value.user, loggedIn.value.session)) : loggedIn
}

function takeKept(deps: CallDeps, kept: KeptSession | 'none' | 'unreadable'): Outcome<Profile | null> {
  // Somebody may have logged in while the key store was asked.
  if (deps.holder.check().held || kept === 'none') return current(deps)
  if (kept === 'unreadable') return notLoggedIn('none')
  const user = deps.auth.getUserFromSessionId(kept.sessionId)
  if (!user?.sessionRemembered) {
    deps.vault.forget()
    return fail({ code: 'notLoggedIn', reason: deps.auth.find({ id: kept.userId }) ? 'expired' : 'gone' })
  }
  deps.holder.hold(kept.sessionId, user)
  return current(deps)
}

function current(deps: CallDeps): Outcome<Profile | null> {
  const loggedIn = whoIsLoggedIn(deps)
  if (loggedIn.ok) return done(profileOf(loggedIn.value.user, loggedIn.value.session))
  return loggedIn.error.code === 'notLoggedIn' && loggedIn.error.reason === 'none' ? done(null) : loggedIn
}
