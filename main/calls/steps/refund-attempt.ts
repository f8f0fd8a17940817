import { targetOf, type AttemptKind } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { Deps } from '../call'

/** Clears the count after a right secret if the call fails for another reason. */
export function refundAttempt({ tables, limits }: Deps<'tables' | 'limits'>, kind: AttemptKind, user: User): void {
  tables.transaction(() => limits.throttle.clear(kind, targetOf(user)))
}
