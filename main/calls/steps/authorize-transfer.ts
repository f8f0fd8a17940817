import type { ActivityEvent } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { whoIsLoggedIn } from '../access'
import type { Deps, LoggedIn } from '../call'
import { done, fail } from '../outcome'
import {
  asProven,
  passwordAgain,
  type Proof,
  type Reauthenticating,
  type ReauthenticationError,
} from './reauthenticate'

/**
 * Who may put accounts of elsewhere here: anybody while there is none (`caller` is null), else the logged-in person with
 * the password once more. A wrong password is noted as a refused `event`.
 */
export async function mayMove(
  deps: Deps<Reauthenticating>,
  caller: LoggedIn | null,
  password: string | undefined,
  event: ActivityEvent,
): Promise<Outcome<Proof | null, 'invalidInput' | ReauthenticationError>> {
  if (!caller) return done(null)
  if (password === undefined) return fail({ code: 'invalidInput', fields: { password: 'required' } })
  return passwordAgain(deps, caller, password, event)
}

/** Whether it still holds, right before the deed: what changed meanwhile wins. */
export function stillMay(
  deps: Deps<'tables' | 'session' | 'limits'>,
  proof: Proof | null,
): Outcome<null, 'wrongCredentials' | 'notLoggedIn' | 'locked'> {
  if (proof) return asProven(deps, proof, () => null)
  return deps.tables.users.hasUsers() ? fail({ code: 'notLoggedIn', reason: 'none' }) : done(null)
}

/** Whether one may still look at what there is to move, after a dialog: the same people, without a password. */
export function mayLook(deps: Deps<'tables' | 'session'>): Outcome<null, 'notLoggedIn' | 'locked'> {
  if (!deps.tables.users.hasUsers()) return done(null)
  const loggedIn = whoIsLoggedIn(deps)
  return loggedIn.ok ? done(null) : loggedIn
}
