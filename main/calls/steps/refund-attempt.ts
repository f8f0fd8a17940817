import { subjectOf, type AttemptKind } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { Deps } from '../call'

/** The secret was right and the call fails for another reason: the attempt must not count against its person. */
export function refundAttempt({ tables, limits }: Deps<'tables' | 'limits'>, kind: AttemptKind, user: User): void {
  tables.transaction(() => limits.throttle.clear(kind, subjectOf(user)))
}
