import type { User } from '../../auth/user'
import type { Outcome } from '../../../preload/errors'
import type { Deps, LoggedIn } from '../call'
import { err } from '../outcome'
import { openWithPassword } from './data-key'
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

type Proof = { password: string; code?: string }

/**
 * Asks an owner for the password again and, with two-factor on, for a code. A wrong one is shown in
 * the owner's activity.
 */
export async function authorizeOwner(
  deps: Deps<ReauthenticationGroups>,
  caller: LoggedIn,
  { password, code }: Proof,
): Promise<Outcome<OwnerAuthorization, OwnerError>> {
  const reauthentication = await reauthenticate(deps, caller, password, 'passwordConfirmed')
  if (!reauthentication.ok) return reauthentication
  const { user, passwordKey } = reauthentication.value
  const dataKey = openWithPassword(deps, user, passwordKey)
  const secondFactor = await verifySecondFactor(deps, user, code, 'passwordConfirmed', dataKey)
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

/**
 * Asks the owner for password and code, then runs the change as `commitAsOwner` does: for calls
 * that do nothing between the two.
 */
export async function actAsOwner<R extends Outcome<unknown>>(
  deps: Deps<ReauthenticationGroups>,
  caller: LoggedIn,
  proof: Proof,
  change: (owner: User) => R,
): Promise<R | Outcome<never, OwnerError>> {
  const authorized = await authorizeOwner(deps, caller, proof)
  return authorized.ok ? commitAsOwner(deps, authorized.value, change) : authorized
}

/** `actAsOwner` on an existing account. */
export function actOnAccount<R extends Outcome<unknown>>(
  deps: Deps<ReauthenticationGroups>,
  caller: LoggedIn,
  { id, ...proof }: Proof & { id: number },
  change: (user: User, owner: User) => R,
): Promise<R | Outcome<never, OwnerError | 'accountNotFound'>> {
  return actAsOwner(deps, caller, proof, (owner) => {
    const user = deps.auth.find({ id })
    return user ? change(user, owner) : err({ code: 'accountNotFound' })
  })
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
