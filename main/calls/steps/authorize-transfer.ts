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
 * Authorizes a restore or an import. Anyone may while there are no accounts (`caller` is null);
 * otherwise the current user must reauthenticate. A wrong password is logged as a refused `event`.
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

/** Checks the authorization again, right before the change: the state may have changed. */
export function recheck(
  deps: Deps<'tables' | 'session' | 'limits'>,
  reauthentication: Reauthentication | null,
): Outcome<null, 'wrongCredentials' | 'notLoggedIn' | 'locked'> {
  if (reauthentication) return commitIfStillAuthenticated(deps, reauthentication, () => null)
  return deps.tables.users.hasUsers() ? err({ code: 'notLoggedIn', reason: 'none' }) : ok(null)
}

/** Authorizes a preview after a dialog: the same users, without a password. */
export function authorizeRead(deps: Deps<'tables' | 'session'>): Outcome<null, 'notLoggedIn' | 'locked'> {
  if (!deps.tables.users.hasUsers()) return ok(null)
  const loggedIn = requireSession(deps)
  return loggedIn.ok ? ok(null) : loggedIn
}
