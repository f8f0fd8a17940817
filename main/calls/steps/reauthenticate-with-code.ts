import type { User } from '../../auth/user'
import type { ActivityEvent } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import type { Deps, LoggedIn } from '../call'
import { asProven, passwordAgain, type Reauthenticating, type ReauthenticationError } from './reauthenticate'
import { refundAttempt } from './refund-attempt'
import { secondFactor, spend, notSpent } from './verify-second-factor'

type ProvenTwiceError = ReauthenticationError | 'secondFactorRequired' | 'wrongCode'

/**
 * Asks the logged-in person for password and second factor before a deed that weakens or renews the second factor, which
 * is done in one transaction with using the code up.
 */
export async function provenTwice<T>(
  deps: Deps<Reauthenticating>,
  caller: LoggedIn,
  { password, code }: { password: string; code: string },
  event: ActivityEvent,
  deed: (user: User) => T,
): Promise<Outcome<T, ProvenTwiceError>> {
  const proven = await passwordAgain(deps, caller, password, event)
  if (!proven.ok) return proven
  const { user } = proven.value
  const factor = await secondFactor(deps, user, code, event)
  if (!factor.ok) {
    // Whatever the code was, this was no guess at the password.
    refundAttempt(deps, 'password', user)
    return factor
  }
  const answer = asProven(deps, proven.value, (now) => (spend(deps, user, factor.value) ? { value: deed(now) } : null))
  if (!answer.ok) return answer
  return answer.value ? { ok: true, value: answer.value.value } : notSpent(deps, user, factor.value, event)
}
