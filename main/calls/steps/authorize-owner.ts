import type { User } from '../../auth/user'
import type { Outcome } from '../../../preload/errors'
import type { Deps, LoggedIn } from '../call'
import { err } from '../outcome'
import {
  commitIfStillAuthenticated,
  reauthenticate,
  type Reauthentication,
  type ReauthenticationError,
  type ReauthenticationGroups,
} from './reauthenticate'
import { consumeSecondFactor, secondFactorError, verifySecondFactor, type SecondFactor } from './verify-second-factor'

/** An owner with the right password and code. The code is not used up yet. */
export type OwnerAuthorization = Reauthentication & { secondFactor: SecondFactor }

export type OwnerError = ReauthenticationError | 'notAllowed' | 'secondFactorRequired' | 'wrongCode'

/**
 * Asks an owner for the password again and, with two-factor on, for a code. A wrong one is shown in
 * the owner's activity.
 */
export async function authorizeOwner(
  deps: Deps<ReauthenticationGroups>,
  caller: LoggedIn,
  { password, code }: { password: string; code?: string },
): Promise<Outcome<OwnerAuthorization, OwnerError>> {
  const reauthentication = await reauthenticate(deps, caller, password, 'passwordConfirmed')
  if (!reauthentication.ok) return reauthentication
  const { user } = reauthentication.value
  const secondFactor = await verifySecondFactor(deps, user, code, 'passwordConfirmed')
  if (secondFactor.ok) return { ok: true, value: { ...reauthentication.value, secondFactor: secondFactor.value } }
  return secondFactor
}

/**
 * Runs the change and uses up the code in one transaction, if the person is still logged in and
 * still an owner. A refused change changes nothing.
 */
export function commitAsOwner<R extends Outcome<unknown>>(
  deps: Deps<ReauthenticationGroups>,
  authorization: OwnerAuthorization,
  change: (owner: User) => R,
): R | Outcome<never, OwnerError> {
  const { user, secondFactor } = authorization
  const result = commitIfStillAuthenticated(deps, authorization, (current) => {
    if (current.role !== 'owner') return { outcome: err({ code: 'notAllowed' }) }
    return undoIfRefused(deps, () => (consumeSecondFactor(deps, user, secondFactor) ? change(current) : null))
  })
  if (!result.ok) return result
  return result.value.outcome ?? secondFactorError(deps, user, secondFactor, 'passwordConfirmed')
}

class Refused extends Error {
  override readonly name = 'Refused'
}

/** Runs a change in a nested transaction, which a refusal rolls back. */
function undoIfRefused<R extends Outcome<unknown>>(
  { tables }: Deps<'tables'>,
  change: () => R | null,
): { outcome: R | null } {
  const result: { outcome: R | null } = { outcome: null }
  try {
    tables.transaction(() => {
      result.outcome = change()
      if (!result.outcome?.ok) throw new Refused()
    })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
  return result
}
