import type { ActivityEvent, Outcome } from '../../../preload/contract'
import type { CallDeps } from '../call'
import { done, fail } from '../outcome'
import { asProven, passwordAgain, type Proof } from './reauthenticate'
import { whoIsLoggedIn } from './preconditions'

/**
 * Who may put accounts of elsewhere here: anybody while there is none, else the logged-in person with the password once
 * more. Null: nobody has an account. A wrong password is noted as a refused `event`.
 */
export async function mayMove(
  deps: CallDeps,
  password: string | undefined,
  event: ActivityEvent,
): Promise<Outcome<Proof | null>> {
  if (!deps.users.hasUsers()) return done(null)
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  if (password === undefined) return fail({ code: 'invalidInput', fields: { password: 'required' } })
  return passwordAgain(deps, password, event)
}

/** Whether it still holds, right before the deed: what changed meanwhile wins. */
export function stillMay(deps: CallDeps, proof: Proof | null): Outcome<null> {
  if (proof) return asProven(deps, proof, () => null)
  return deps.users.hasUsers() ? fail({ code: 'notLoggedIn', reason: 'none' }) : done(null)
}

/** Whether one may look at what there is to move, without a password: the same people. */
export function mayLook(deps: CallDeps): Outcome<null> {
  if (!deps.users.hasUsers()) return done(null)
  const loggedIn = whoIsLoggedIn(deps)
  return loggedIn.ok ? done(null) : loggedIn
}
