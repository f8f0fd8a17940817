import { subjectOf } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { ActivityEvent, Outcome } from '../../../preload/contract'
import type { CallDeps } from '../call'
import { asProven, passwordAgain } from './reauthenticate'
import { secondFactor, spend, notSpent } from './verify-second-factor'

/**
 * Asks the logged-in person for password and second factor before a deed that weakens or renews the second factor, which
 * is done in one transaction with using the code up.
 */
export async function provenTwice<T>(
  deps: CallDeps,
  { password, code }: { password: string; code: string },
  event: ActivityEvent,
  deed: (user: User) => T,
): Promise<Outcome<T>> {
  const proven = await passwordAgain(deps, password, event)
  if (!proven.ok) return proven
  const { user } = proven.value
  const factor = await secondFactor(deps, user, code, event)
  if (!factor.ok) return takeBack(deps, user, factor)
  const answer = asProven(deps, proven.value, () => (spend(deps, user, factor.value) ? { value: deed(user) } : null))
  if (!answer.ok) return answer
  return answer.value ? { ok: true, value: answer.value.value } : notSpent(deps, user, factor.value, event)
}

/** Whatever the code was, this was no guess at the password. */
function takeBack(deps: CallDeps, user: User, refusal: Outcome<never>): Outcome<never> {
  deps.transaction(() => deps.pauses.clear('password', subjectOf(user)))
  return refusal
}
