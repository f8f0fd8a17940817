import { targetOf, type AttemptTarget } from '../../auth/attempt-throttle'
import type { Comparison } from '../../auth/password'
import type { User } from '../../auth/user'
import type { Outcome } from '../../../preload/errors'
import type { Deps } from '../call'
import { ok } from '../outcome'
import type { PasswordKey } from '../../keys/slots'
import { derivePasswordKey } from './data-key'
import { requireQueueCapacity, consumeAttempt } from './preconditions'

/** The result of the comparison, and the session generation when it began. */
export type PasswordVerification = Comparison & { generation: number }
type Group = 'auth' | 'tables' | 'secrets' | 'session' | 'time' | 'limits'

/**
 * Compares one password once. Refuses while the queue is full or a pause lasts, records a failure
 * before the comparison, and returns later while many emails are being tried. A right password
 * takes the failure back, whatever becomes of its call: the owner is shown wrong passwords only.
 * The result may be stale: the change must check again (`isCurrentGeneration`, and the hash that
 * was compared).
 */
export function verifyPassword(
  deps: Deps<Group>,
  target: AttemptTarget,
  password: string,
): Promise<Outcome<PasswordVerification, 'tooManyAttempts'>> {
  return verify(deps, target, password, () => Promise.resolve({}))
}

/**
 * The same, and derives the key of the password slot beside the comparison, right or wrong: known
 * and unknown emails take the same time.
 */
export function verifyAndDerive(
  deps: Deps<Group>,
  target: AttemptTarget,
  password: string,
): Promise<Outcome<PasswordVerification & { passwordKey: PasswordKey }, 'tooManyAttempts'>> {
  return verify(deps, target, password, async () => ({
    passwordKey: await derivePasswordKey(deps, target.user?.passwordSlot ?? null, password),
  }))
}

async function verify<T extends object>(
  deps: Deps<Group>,
  target: AttemptTarget,
  password: string,
  beside: () => Promise<T>,
): Promise<Outcome<PasswordVerification & T, 'tooManyAttempts'>> {
  const capacity = requireQueueCapacity(deps)
  if (!capacity.ok) return capacity
  const attempt = consumeAttempt(deps, 'logIn', target, (user) => addFailures(deps, user, 1))
  if (!attempt.ok) return attempt
  const generation = deps.session.current.generation()
  const slowdownMs = deps.limits.throttle.slowdownMs()
  const [comparison, derived] = await Promise.all([deps.auth.compare(target.user, password), beside()])
  if (comparison.matches && target.user) takeFailureBack(deps, target.user)
  if (slowdownMs > 0) await deps.time.delay(slowdownMs)
  return ok({ ...comparison, ...derived, generation })
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
