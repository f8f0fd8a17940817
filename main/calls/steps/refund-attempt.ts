import { targetOf, type AttemptKind } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { Deps } from '../call'

/**
 * For a call that fails after a right secret. Clears the whole count of this kind, not only this
 * attempt.
 */
export function refundAttempt({ tables, limits }: Deps<'tables' | 'limits'>, kind: AttemptKind, user: User): void {
  tables.transaction(() => limits.throttle.clear(kind, targetOf(user)))
}
