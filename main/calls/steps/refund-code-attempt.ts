import { targetOf } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { Deps } from '../call'

/**
 * For a call that fails after a right code. Clears the whole count of codes, not only this attempt.
 * `verifyPassword` does the same for a right password.
 */
export function refundCodeAttempt({ tables, limits }: Deps<'tables' | 'limits'>, user: User): void {
  tables.transaction(() => limits.throttle.clear('code', targetOf(user)))
}
