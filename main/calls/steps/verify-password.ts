import { targetOf, type AttemptTarget } from '../../auth/attempt-throttle'
import type { Comparison } from '../../auth/password'
import type { User } from '../../auth/user'
import type { Outcome } from '../../../preload/errors'
import type { Deps } from '../call'
import { ok } from '../outcome'
import type { PasswordKey } from '../../keys/slots'
import { derivePasswordKey } from './data-key'
import { requireQueueCapacity, consumeAttempt } from './preconditions'

/**
 * The result of the comparison, the key that scrypt derived for the password slot, and the session
 * generation when both began.
 */
export type PasswordVerification = Comparison & { passwordKey: PasswordKey; generation: number }

/**
 * Compares one password once, and derives the key of its slot beside that, right or wrong: an
 * unknown email costs the same. Refuses while the queue is full or a pause lasts, records a failure
 * before the comparison, and returns later while many emails are being tried. A right password
 * takes the failure back, whatever becomes of its call: the owner is shown wrong passwords only.
 * The result may be stale: the change must check again (`isCurrentGeneration`, and the hash that
 * was compared).
 */
export async function verifyPassword(
  deps: Deps<'auth' | 'tables' | 'secrets' | 'session' | 'time' | 'limits'>,
  target: AttemptTarget,
  password: string,
): Promise<Outcome<PasswordVerification, 'tooManyAttempts'>> {
  const capacity = requireQueueCapacity(deps)
  if (!capacity.ok) return capacity
  const attempt = consumeAttempt(deps, 'logIn', target, (user) => addFailures(deps, user, 1))
  if (!attempt.ok) return attempt
  const generation = deps.session.current.generation()
  const slowdownMs = deps.limits.throttle.slowdownMs()
  const [comparison, passwordKey] = await Promise.all([
    deps.auth.compare(target.user, password),
    derivePasswordKey(deps, target.user?.passwordSlot ?? null, password),
  ])
  if (comparison.matches && target.user) takeFailureBack(deps, target.user)
  if (slowdownMs > 0) await deps.time.delay(slowdownMs)
  return ok({ ...comparison, passwordKey, generation })
}

/** Also clears the count. A password that was changed during the comparison is a wrong one. */
function takeFailureBack(deps: Deps<'auth' | 'tables' | 'limits'>, user: User): void {
  const { id, hashedPassword } = user
  deps.tables.transaction(() => {
    if (!deps.tables.users.stillHas(id, { hashedPassword })) return
    deps.limits.throttle.clear('logIn', targetOf(user))
    addFailures(deps, user, -1)
  })
}

/** Changes the number of failures that the next log-in shows. Inside a transaction only. */
export function addFailures({ auth, tables }: Deps<'auth' | 'tables'>, { id }: User, added: 1 | -1): void {
  const failures = auth.find({ id })?.failuresSinceLogIn ?? 0
  // A log-in meanwhile may have shown them already.
  tables.users.updateUser(id, { failuresSinceLogIn: Math.max(0, failures + added) })
}

/**
 * A comparison that began before a lock is void after it, even if the session was unlocked since.
 */
export function isCurrentGeneration(deps: Deps<'session'>, { generation }: { generation: number }): boolean {
  return deps.session.current.generation() === generation
}
