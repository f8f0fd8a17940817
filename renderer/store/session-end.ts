import type { Profile, SessionEndReason } from '../../preload/contract'
import type { AuthError, ErrorCode, Outcome } from '../../preload/errors'
import { holdsSession, lockOf, type ActionDeps } from './action-deps'
import { allowedPage } from './page-address'
import type { LogInNotice, ScreenOf, SessionPage } from './state'

export type LostReason = Extract<AuthError, { code: 'notLoggedIn' }>['reason']

export function sessionScreen(profile: Profile, page: SessionPage = 'home'): ScreenOf<'session'> {
  return {
    name: 'session',
    profile,
    page: allowedPage(page, profile),
    pageTarget: null,
    pageRequests: 0,
    pageNotice: null,
    draftName: null,
  }
}

/**
 * Awaits a call of the session. A lost session leads to Log in, a locked one to Lock. The outcome
 * does not change the screen if the screen was left meanwhile, or had no session when the call
 * began.
 */
export async function inSession<T, E extends ErrorCode>(
  deps: ActionDeps,
  call: Promise<Outcome<T, E>>,
  onValue?: (value: T) => void | Promise<void>,
) {
  const isCurrentVisit = deps.trackVisit()
  const hadSession = holdsSession(deps.get().screen)
  const outcome = await call
  if (!hadSession || !isCurrentVisit()) return outcome
  if (outcome.ok) await onValue?.(outcome.value)
  else handleSessionError(deps, outcome.error)
  return outcome
}

function handleSessionError(deps: ActionDeps, error: AuthError): void {
  if (error.code === 'notLoggedIn') leaveSession(deps, sessionLostNotice(error.reason))
  else if (error.code === 'locked') showLock(deps)
}

/** Shows Log in and removes all data of the session from the screen and the store. */
export function leaveSession(deps: ActionDeps, notice: LogInNotice): void {
  deps.show(logInScreen(notice))
}

const logInScreen = (notice: LogInNotice): ScreenOf<'logIn'> => ({ name: 'logIn', email: '', notice })

export function sessionLostNotice(reason: LostReason): LogInNotice {
  return { kind: reason === 'gone' || reason === 'disabled' ? reason : 'expired' }
}

/**
 * Main ended or locked the session without a call. A key that is shown once stays until Continue.
 * After an idle timeout or a lock it is removed: another person could see it, and it can be
 * renewed.
 */
export function handleSessionEnd(deps: ActionDeps, reason: SessionEndReason): void {
  const { screen } = deps.get()
  if (reason === 'locked') showLock(deps)
  else if (screen.name === 'session' || screen.name === 'lock') leaveSession(deps, sessionEndNotice(deps, reason))
  else if (screen.name === 'reset' && lockOf(screen)) {
    // The reset needs no session: what was typed stays.
    deps.set({ screen: { ...screen, returnTo: logInScreen(sessionEndNotice(deps, reason)) } })
  } else if (reason === 'idle' && holdsSession(screen)) leaveSession(deps, sessionEndNotice(deps, reason))
}

/** Lock without the person and the position to return to. */
export const anonymousLock: ScreenOf<'lock'> = {
  name: 'lock',
  email: null,
  displayName: null,
  page: 'home',
  draftName: null,
}

/** Shows Lock and removes all data of the session that Lock does not need. */
export function showLock(deps: ActionDeps): void {
  const { screen } = deps.get()
  if (screen.name === 'session') {
    const { profile, page, draftName } = screen
    const displayName = profile.preferences.showOnLogIn ? profile.displayName : null
    deps.show({ name: 'lock', email: profile.email, displayName, page, draftName })
  } else if (screen.name === 'backupCodes' || (screen.name === 'recoveryKey' && holdsSession(screen))) {
    deps.show({ ...anonymousLock, email: screen.email })
  } else if (screen.name === 'starting') {
    deps.show(anonymousLock)
  }
}

function sessionEndNotice(deps: ActionDeps, reason: SessionEndReason): LogInNotice {
  const { screen } = deps.get()
  if (reason === 'restored') return { kind: 'restored', codesVoid: false }
  const minutes = screen.name === 'session' ? screen.profile.preferences.idleMinutes : null
  if (reason === 'idle' && minutes !== null) return { kind: 'idle', minutes }
  return sessionLostNotice(reason === 'gone' || reason === 'disabled' ? reason : 'expired')
}
