/** What is checked before the change of a call. Each answers an error, or what the call needs to go on. */
import type { AttemptKind, Subject } from '../../auth/attempt-throttle'
import { weaknessOf, type NewPassword } from '../../auth/password-policy'
import type { User } from '../../auth/user'
import type { Outcome } from '../../../preload/errors'
import type { Deps } from '../call'
import { ok, err } from '../outcome'

/** `weakPassword`, or nothing to say. */
export async function requireStrongPassword(
  { limits }: Deps<'limits'>,
  wanted: NewPassword,
): Promise<Outcome<null, 'weakPassword'>> {
  const common = await limits.commonPasswords()
  const reason = weaknessOf(wanted, limits.policy, (lowerCase) => common.has(lowerCase))
  return reason ? err({ code: 'weakPassword', reason }) : ok(null)
}

/** Too many comparisons wait already: no attempt is consumed. */
export function requireRoomInQueue({
  secrets,
  time,
  limits,
}: Deps<'secrets' | 'time' | 'limits'>): Outcome<null, 'tooManyAttempts'> {
  if (!secrets.hasher.full()) return ok(null)
  return err({ code: 'tooManyAttempts', retryAt: time.clock.now() + limits.policy.hashingQueueRetryMs })
}

/** Records a failure ahead of the comparison, or says until when the pause lasts. `alongside` joins the same transaction. */
export function consumeAttempt(
  { limits, time }: Deps<'limits' | 'time'>,
  kind: AttemptKind,
  subject: Subject,
  alongside?: (user: User) => void,
): Outcome<null, 'tooManyAttempts'> {
  const leftMs = limits.throttle.begin(kind, subject, alongside)
  return leftMs === null ? ok(null) : err({ code: 'tooManyAttempts', retryAt: time.clock.now() + leftMs })
}
