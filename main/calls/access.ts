/** Who may make a call, checked in one place. A call that waits checks again what may have changed meanwhile. */
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

/** The caller, as the access of a call has it; or `storage`, `locked`, `notLoggedIn`, in this order. */
export function authorize<A extends Access>(
  { session, users, storeProblem }: AccessDeps,
  access: A,
): Outcome<CallerOf<A>, 'storage' | 'locked' | 'notLoggedIn'> {
  const caller = (found: LoggedIn | Extract<SessionState, { reason: 'locked' }> | null) => ok(found as CallerOf<A>)
  const problem = storeProblem()
  if (problem) return access.whileBroken ? caller(null) : err({ code: 'storage', reason: problem })
  if (access.needs === 'nobody') {
    return !access.whileLocked && session.isLocked() ? err({ code: 'locked' }) : caller(null)
  }
  if (access.whileEmpty && !users.hasUsers()) return caller(null)
  // Only a call of an open session is a use of it.
  const found = access.whileLocked ? session.peek() : session.touch()
  if (found.active || (found.reason === 'locked' && access.whileLocked)) return caller(found)
  return notLoggedIn(found.reason)
}

/** The logged-in person, else `notLoggedIn` or `locked`: for a call that waited. */
export function requireSession({
  session,
}: {
  session: { current: CurrentSession }
}): Outcome<LoggedIn, 'notLoggedIn' | 'locked'> {
  const found = session.current.touch()
  return found.active ? ok(found) : notLoggedIn(found.reason)
}

/** Why nobody is, in the words of the contract: to a call, idleness is one way of having expired. */
export function notLoggedIn(reason: Exclude<SessionState, { active: true }>['reason']): Err<'notLoggedIn' | 'locked'> {
  if (reason === 'locked') return err({ code: 'locked' })
  return err({ code: 'notLoggedIn', reason: reason === 'idle' ? 'expired' : reason })
}
