/**
 * Checks who may make a call. A call that waits checks again, because the state may have changed.
 */
import type { UserStore } from '../auth/user'
import type { SessionState, CurrentSession } from '../session/current-session'
import type { Access } from '../../preload/call-shape'
import type { Outcome, StorageReason } from '../../preload/errors'
import type { CallerOf, LoggedIn } from './call'
import { ok, err, type Err } from './outcome'

export type AccessDeps = {
  session: CurrentSession
  users: Pick<UserStore, 'hasUsers'>
  /** Why the store is not open, else null. */
  storeProblem: () => StorageReason | null
}

/**
 * Returns the caller for the declared access, or `storage`, `locked`, `notLoggedIn`, `notAllowed`,
 * in this order.
 */
export function authorize<A extends Access>(
  { session, users, storeProblem }: AccessDeps,
  access: A,
): Outcome<CallerOf<A>, 'storage' | 'locked' | 'notLoggedIn' | 'notAllowed'> {
  const caller = (state: LoggedIn | Extract<SessionState, { reason: 'locked' }> | null) => ok(state as CallerOf<A>)
  const problem = storeProblem()
  if (problem) return access.whileBroken ? caller(null) : err({ code: 'storage', reason: problem })
  if (access.needs === 'nobody') {
    return !access.whileLocked && session.isLocked() ? err({ code: 'locked' }) : caller(null)
  }
  if (access.whileEmpty && !users.hasUsers()) return caller(null)
  // Calls that are allowed while locked do not count as a use of the session.
  const state = access.whileLocked ? session.peek() : session.touch()
  if (state.active) {
    const isAllowed = access.needs !== 'owner' || state.user.role === 'owner'
    return isAllowed ? caller(state) : err({ code: 'notAllowed' })
  }
  return state.reason === 'locked' && access.whileLocked ? caller(state) : notLoggedIn(state.reason)
}

/** Returns the current user, else `notLoggedIn` or `locked`. For a call that waited. */
export function requireSession({
  session,
}: {
  session: { current: CurrentSession }
}): Outcome<LoggedIn, 'notLoggedIn' | 'locked'> {
  const state = session.current.touch()
  return state.active ? ok(state) : notLoggedIn(state.reason)
}

/** The same for an owner: a call that waited, or that shows what only owners may see. */
export function requireOwner(deps: {
  session: { current: CurrentSession }
}): Outcome<LoggedIn, 'notLoggedIn' | 'locked' | 'notAllowed'> {
  const loggedIn = requireSession(deps)
  return loggedIn.ok && loggedIn.value.user.role !== 'owner' ? err({ code: 'notAllowed' }) : loggedIn
}

/** The error for a session state. The contract has no `idle`: calls report it as `expired`. */
export function notLoggedIn(reason: Exclude<SessionState, { active: true }>['reason']): Err<'notLoggedIn' | 'locked'> {
  if (reason === 'locked') return err({ code: 'locked' })
  return err({ code: 'notLoggedIn', reason: reason === 'idle' ? 'expired' : reason })
}
