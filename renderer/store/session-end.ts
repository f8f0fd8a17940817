import type { Profile, SessionEndReason } from '../../preload/contract'
import type { AuthError, ErrorCode, Outcome } from '../../preload/errors'
import { holdsSession, type ActionDeps } from './action-deps'
import type { LockedPerson, LogInNotice, ScreenOf } from './state'

type LostReason = Extract<AuthError, { code: 'notLoggedIn' }>['reason']

/** The session, from its top. */
export function sessionScreen(profile: Profile): ScreenOf<'session'> {
  return { name: 'session', profile, section: 'top', arrival: 0, reading: 'top', draftName: null }
}

/**
 * Waits for a call of the session: a lost session leads to Log in, a lock to Lock. A late answer is only handed back, and
 * so is one to a button that was pressed while the session was being left already.
 */
export async function inSession<T, E extends ErrorCode>(
  deps: ActionDeps,
  call: Promise<Outcome<T, E>>,
  onValue?: (value: T) => void | Promise<void>,
) {
  const still = deps.trackVisit()
  const inside = holdsSession(deps.get().screen)
  const outcome = await call
  if (!inside || !still()) return outcome
  if (outcome.ok) await onValue?.(outcome.value)
  else followRefusal(deps, outcome.error)
  return outcome
}

function followRefusal(deps: ActionDeps, error: AuthError): void {
  if (error.code === 'notLoggedIn') leaveSession(deps, lostNotice(error.reason))
  else if (error.code === 'locked') showLock(deps)
}

/** A session that main no longer knows ends on Log in; nothing of it stays on screen or in the store. */
export function leaveSession(deps: ActionDeps, notice: LogInNotice): void {
  deps.show({ name: 'logIn', email: '', notice })
}

export function lostNotice(reason: LostReason): LogInNotice {
  return { kind: reason === 'gone' ? 'gone' : 'expired' }
}

/**
 * Main ended or locked the session by itself. A key that is shown once stays until Continue, unless nobody has been
 * there for long or somebody locked the computer: the next one to look must not find it, and a new one can be made.
 */
export function followEnd(deps: ActionDeps, reason: SessionEndReason): void {
  const { screen } = deps.get()
  if (reason === 'locked') showLock(deps)
  else if (screen.name === 'session' || screen.name === 'lock') leaveSession(deps, endNotice(deps, reason))
  else if (reason === 'idle' && holdsSession(screen)) leaveSession(deps, endNotice(deps, reason))
}

/** Takes everything of the session off the screen and out of the store but what the lock needs. */
export function showLock(deps: ActionDeps): void {
  const { screen } = deps.get()
  if (screen.name === 'session') {
    const { profile, reading, draftName } = screen
    deps.show({ name: 'lock', person: lockedPerson(profile), section: reading, draftName })
  } else if (screen.name === 'backupCodes' || (screen.name === 'recoveryKey' && holdsSession(screen))) {
    const { email } = screen
    deps.show({ name: 'lock', person: { email, shownAs: firstLetter(email) }, section: 'top', draftName: null })
  } else if (screen.name === 'starting') {
    deps.show({ name: 'lock', person: null, section: 'top', draftName: null })
  }
}

function endNotice(deps: ActionDeps, reason: SessionEndReason): LogInNotice {
  const { screen } = deps.get()
  if (reason === 'restored') return { kind: 'restored' }
  const minutes = screen.name === 'session' ? screen.profile.preferences.idleMinutes : null
  if (reason === 'idle' && minutes !== null) return { kind: 'idle', minutes }
  return lostNotice(reason === 'gone' ? 'gone' : 'expired')
}

function lockedPerson({ email, displayName, preferences }: Profile): LockedPerson {
  return { email, shownAs: preferences.showOnLogIn ? displayName : firstLetter(email) }
}

const firstLetter = (email: string) => `${Array.from(email)[0] ?? ''}…`
