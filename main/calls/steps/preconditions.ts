/** What stands before the deed of a call. Each answers a failure, or what the call needs to go on. */
import type { AttemptKind, Subject } from '../../auth/attempt-throttle'
import { weaknessOf, type NewPassword } from '../../auth/password-policy'
import type { User } from '../../auth/user'
import type { Outcome, Session } from '../../../preload/contract'
import type { Held } from '../../session/current-session'
import type { CallDeps } from '../call'
import { done, fail } from '../outcome'

/** Who is logged in at this window, else `notLoggedIn` or `locked`. */
export function whoIsLoggedIn({ holder }: CallDeps): Outcome<{ user: User; session: Session }> {
  const current = holder.use()
  return current.held ? done(current) : notLoggedIn(current.reason)
}

/** Why nobody is, in the words of the contract: to a call, idleness is one way of having expired. */
export function notLoggedIn(reason: Exclude<Held, { held: true }>['reason']): Outcome<never> {
  if (reason === 'locked') return fail({ code: 'locked' })
  return fail({ code: 'notLoggedIn', reason: reason === 'idle' ? 'expired' : reason })
}

/** `weakPassword`, or nothing to say. */
export async function weakPassword({ commonPasswords, policy }: CallDeps, wanted: NewPassword): Promise<Outcome<null>> {
  const common = await commonPasswords()
  const reason = weaknessOf(wanted, policy, (lowerCase) => common.has(lowerCase))
  return reason ? fail({ code: 'weakPassword', reason }) : done(null)
}

/** Too many comparisons wait already: nothing is spent. */
export function roomInQueue({ hasher, clock, policy }: CallDeps): Outcome<null> {
  if (!hasher.full()) return done(null)
  return fail({ code: 'tooManyAttempts', retryAt: clock.now() + policy.hashingQueueRetryMs })
}

/** Records a failure ahead of the comparison, or says until when the pause lasts. `alongside` joins the same transaction. */
export function takeTry(
  { pauses, clock }: CallDeps,
  kind: AttemptKind,
  subject: Subject,
  alongside?: (user: User) => void,
): Outcome<null> {
  const leftMs = pauses.begin(kind, subject, alongside)
  return leftMs === null ? done(null) : fail({ code: 'tooManyAttempts', retryAt: clock.now() + leftMs })
}
