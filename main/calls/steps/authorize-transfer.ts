import type { ActivityEvent } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { requireSession } from '../access'
import type { Deps, LoggedIn } from '../call'
import { ok, err } from '../outcome'
import {
  commitIfStillAuthenticated,
  reauthenticate,
  type Reauthentication,
  type ReauthenticationGroups,
  type ReauthenticationError,
} from './reauthenticate'

/**
 * Who may put accounts of elsewhere here: anybody while there is none (`caller` is null), else the logged-in person with
 * the password once more. A wrong password is noted as a refused `event`.
 */
export async function authorizeWrite(
  deps: Deps<ReauthenticationGroups>,
  caller: LoggedIn | null,
  password: string | undefined,
  event: ActivityEvent,
): Promise<Outcome<Reauthentication | null, 'invalidInput' | ReauthenticationError>> {
  if (!caller) return ok(null)
  if (password === undefined) return err({ code: 'invalidInput', fields: { password: 'required' } })
  return reauthenticate(deps, caller, password, event)
}

/** Whether it still holds, right before the deed: what changed meanwhile wins. */
export function recheck(
  deps: Deps<'tables' | 'session' | 'limits'>,
  proof: Reauthentication | null,
): Outcome<null, 'wrongCredentials' | 'notLoggedIn' | 'locked'> {
  if (proof) return commitIfStillAuthenticated(deps, proof, () => null)
  return deps.tables.users.hasUsers() ? err({ code: 'notLoggedIn', reason: 'none' }) : ok(null)
}

/** Whether one may still look at what there is to move, after a dialog: the same people, without a password. */
export function authorizeRead(deps: Deps<'tables' | 'session'>): Outcome<null, 'notLoggedIn' | 'locked'> {
  if (!deps.tables.users.hasUsers()) return ok(null)
  const loggedIn = requireSession(deps)
  return loggedIn.ok ? ok(null) : loggedIn
}
