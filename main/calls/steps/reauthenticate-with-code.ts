import type { User } from '../../auth/user'
import type { ActivityEvent } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import type { Deps, LoggedIn } from '../call'
import { openWithPassword } from './data-key'
import {
  commitIfStillAuthenticated,
  reauthenticate,
  type ReauthenticationGroups,
  type ReauthenticationError,
} from './reauthenticate'
import { verifySecondFactor, consumeSecondFactor, secondFactorError } from './verify-second-factor'

type ReauthenticationWithCodeError = ReauthenticationError | 'secondFactorRequired' | 'wrongCode'

/**
 * Asks the current user for password and second factor before a change that weakens or renews the
 * second factor. The change and using up the code share one transaction.
 */
export async function reauthenticateWithCode<T>(
  deps: Deps<ReauthenticationGroups>,
  caller: LoggedIn,
  { password, code }: { password: string; code: string },
  event: ActivityEvent,
  change: (user: User) => T,
): Promise<Outcome<T, ReauthenticationWithCodeError>> {
  const reauthentication = await reauthenticate(deps, caller, password, event)
  if (!reauthentication.ok) return reauthentication
  const { user, passwordKey } = reauthentication.value
  const dataKey = openWithPassword(deps, user, passwordKey)
  const secondFactor = await verifySecondFactor(deps, user, code, event, dataKey)
  if (!secondFactor.ok) return secondFactor
  const result = commitIfStillAuthenticated(deps, reauthentication.value, (current) =>
    consumeSecondFactor(deps, user, secondFactor.value) ? { value: change(current) } : null,
  )
  if (!result.ok) return result
  return result.value
    ? { ok: true, value: result.value.value }
    : secondFactorError(deps, user, secondFactor.value, event)
}
