/** Checks before the change of a call. Each returns an error, or what the call needs to go on. */
import type { AttemptKind, AttemptTarget } from '../../auth/attempt-throttle'
import { weaknessOf, type NewPassword } from '../../auth/password-policy'
import type { User } from '../../auth/user'
import type { Outcome } from '../../../preload/errors'
import type { Deps } from '../call'
import { ok, err } from '../outcome'

export async function requireStrongPassword(
  { limits }: Deps<'limits'>,
  newPassword: NewPassword,
): Promise<Outcome<null, 'weakPassword'>> {
  const common = await limits.commonPasswords()
  const reason = weaknessOf(newPassword, limits.policy, (lowerCase) => common.has(lowerCase))
  return reason ? err({ code: 'weakPassword', reason }) : ok(null)
}

/** Refuses while the queue is full, without consuming an attempt. */
export function requireQueueCapacity({
  secrets,
  time,
  limits,
}: Deps<'secrets' | 'time' | 'limits'>): Outcome<null, 'tooManyAttempts'> {
  if (!secrets.hasher.isFull()) return ok(null)
  return err({ code: 'tooManyAttempts', retryAt: time.clock.now() + limits.policy.hashingQueueRetryMs })
}

/**
 * Records a failure before the comparison, or refuses. `alsoWrite` runs in the same transaction.
 */
export function consumeAttempt(
  { limits, time }: Deps<'limits' | 'time'>,
  kind: AttemptKind,
  target: AttemptTarget,
  alsoWrite?: (user: User) => void,
): Outcome<null, 'tooManyAttempts'> {
  const retryAfterMs = limits.throttle.consume(kind, target, alsoWrite)
  return retryAfterMs === null ? ok(null) : err({ code: 'tooManyAttempts', retryAt: time.clock.now() + retryAfterMs })
}
