import type { AttemptKind, AttemptTarget } from '../../auth/attempt-throttle'
import type { Comparison } from '../../auth/password'
import type { User } from '../../auth/user'
import type { Outcome } from '../../../preload/errors'
import type { Deps } from '../call'
import { ok } from '../outcome'
import { requireQueueCapacity, consumeAttempt } from './preconditions'

/** The result of the comparison, and the session generation when it began. */
export type PasswordVerification = Comparison & { generation: number }

/**
 * Compares one password once. Refuses while the queue is full or a pause lasts, records a failure
 * before the comparison, and returns later while many emails are being tried. `alsoWrite` runs in
 * the transaction that records the failure. The result may be stale: the change must check again
 * (`isCurrentGeneration`, and the hash that was compared).
 */
export async function verifyPassword(
  deps: Deps<'auth' | 'secrets' | 'session' | 'time' | 'limits'>,
  kind: AttemptKind,
  target: AttemptTarget,
  password: string,
  alsoWrite?: (user: User) => void,
): Promise<Outcome<PasswordVerification, 'tooManyAttempts'>> {
  const capacity = requireQueueCapacity(deps)
  if (!capacity.ok) return capacity
  const attempt = consumeAttempt(deps, kind, target, alsoWrite)
  if (!attempt.ok) return attempt
  const generation = deps.session.current.generation()
  const slowdownMs = deps.limits.throttle.slowdownMs()
  const comparison = await deps.auth.compare(target.user, password)
  if (slowdownMs > 0) await deps.time.delay(slowdownMs)
  return ok({ ...comparison, generation })
}

/**
 * A comparison that began before a lock is void after it, even if the session was unlocked since.
 */
export function isCurrentGeneration(deps: Deps<'session'>, { generation }: { generation: number }): boolean {
  return deps.session.current.generation() === generation
}
