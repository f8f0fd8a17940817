/** Who may make a call, checked in one place. A call that waits checks again what may have changed meanwhile. */
import type { UserStore } from '../auth/user'
import type { Held, SessionHolder } from '../session/current-session'
import type { Access } from '../../preload/call-shape'
import type { Outcome, StorageReason } from '../../preload/errors'
import type { CallerOf, LoggedIn } from './call'
import { done, fail, type Failure } from './outcome'

export type AccessDeps = {
  holder: SessionHolder
  users: Pick<UserStore, 'hasUsers'>
  /** Why the store is not open, else null. */
  storeProblem: () => StorageReason | null
}

/** The caller, as the access of a call has it; or `storage`, `locked`, `notLoggedIn`, in this order. */
export function authorize<A extends Access>(
  { holder, users, storeProblem }: AccessDeps,
  access: A,
): Outcome<CallerOf<A>, 'storage' | 'locked' | 'notLoggedIn'> {
  const caller = (found: LoggedIn | Extract<Held, { reason: 'locked' }> | null) => done(found as CallerOf<A>)
  const problem = storeProblem()
  if (problem) return access.whileBroken ? caller(null) : fail({ code: 'storage', reason: problem })
  if (access.needs === 'nobody') {
    return !access.whileLocked && holder.isLocked() ? fail({ code: 'locked' }) : caller(null)
  }
  if (access.whileEmpty && !users.hasUsers()) return caller(null)
  // Only a call of an open session is a use of it.
  const found = access.whileLocked ? holder.look() : holder.use()
  if (found.held || (found.reason === 'locked' && access.whileLocked)) return caller(found)
  return notLoggedIn(found.reason)
}

/** The logged-in person, else `notLoggedIn` or `locked`: for a call that waited. */
export function whoIsLoggedIn({
  session,
}: {
  session: { holder: SessionHolder }
}): Outcome<LoggedIn, 'notLoggedIn' | 'locked'> {
  const found = session.holder.use()
  return found.held ? done(found) : notLoggedIn(found.reason)
}

/** Why nobody is, in the words of the contract: to a call, idleness is one way of having expired. */
export function notLoggedIn(reason: Exclude<Held, { held: true }>['reason']): Failure<'notLoggedIn' | 'locked'> {
  if (reason === 'locked') return fail({ code: 'locked' })
  return fail({ code: 'notLoggedIn', reason: reason === 'idle' ? 'expired' : reason })
}
