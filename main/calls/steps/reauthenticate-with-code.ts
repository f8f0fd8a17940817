import type { User } from '../../auth/user'
import type { ActivityEvent } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import type { Deps, LoggedIn } from '../call'
import {
  commitIfStillAuthenticated,
  reauthenticate,
  type ReauthenticationGroups,
  type ReauthenticationError,
} from './reauthenticate'
import { refundAttempt } from './refund-attempt'
import { verifySecondFactor, consumeSecondFactor, secondFactorError } from './verify-second-factor'

type ReauthenticationWithCodeError = ReauthenticationError | 'secondFactorRequired' | 'wrongCode'

/**
 * Asks the logged-in person for password and second factor before a deed that weakens or renews the second factor, which
 * is done in one transaction with using the code up.
 */
export async function reauthenticateWithCode<T>(
  deps: Deps<ReauthenticationGroups>,
  caller: LoggedIn,
  { password, code }: { password: string; code: string },
  event: ActivityEvent,
  change: (user: User) => T,
): Promise<Outcome<T, ReauthenticationWithCodeError>> {
  const proven = await reauthenticate(deps, caller, password, event)
  if (!proven.ok) return proven
  const { user } = proven.value
  const factor = await verifySecondFactor(deps, user, code, event)
  if (!factor.ok) {
    // Whatever the code was, this was no guess at the password.
    refundAttempt(deps, 'password', user)
    return factor
  }
  const answer = commitIfStillAuthenticated(deps, proven.value, (now) =>
    consumeSecondFactor(deps, user, factor.value) ? { value: change(now) } : null,
  )
  if (!answer.ok) return answer
  return answer.value ? { ok: true, value: answer.value.value } : secondFactorError(deps, user, factor.value, event)
}
