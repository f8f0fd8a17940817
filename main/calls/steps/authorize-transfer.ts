import type { Outcome } from '../../../preload/errors'
import { requireOwner } from '../access'
import type { Deps, LoggedIn } from '../call'
import { ok, err } from '../outcome'
import { authorizeOwner, commitAsOwner, type OwnerAuthorization, type OwnerError } from './authorize-owner'
import { isCurrentGeneration } from './verify-password'
import type { ReauthenticationGroups } from './reauthenticate'

type Proof = { password?: string; code?: string }

/**
 * Authorizes a backup, a restore or an import by an owner, with password and code. A restore needs
 * neither while there are no accounts (`caller` is null).
 */
export async function authorizeTransfer(
  deps: Deps<ReauthenticationGroups>,
  caller: LoggedIn | null,
  { password, ...code }: Proof,
): Promise<Outcome<OwnerAuthorization | null, 'invalidInput' | OwnerError>> {
  if (!caller) return ok(null)
  if (password === undefined) return err({ code: 'invalidInput', fields: { password: 'required' } })
  return authorizeOwner(deps, caller, { password, ...code })
}

/** Uses the authorization up, right before the work: the code is void afterwards. */
export function useAuthorization(
  deps: Deps<ReauthenticationGroups>,
  authorization: OwnerAuthorization | null,
): Outcome<null, OwnerError> {
  return authorization ? commitAsOwner(deps, authorization, () => ok(null)) : requireNoAccounts(deps)
}

/** Checks again at the end of the work: the same owner is still here, and was not locked. */
export function recheckAuthorization(
  deps: Deps<'tables' | 'session'>,
  authorization: OwnerAuthorization | null,
): Outcome<null, 'wrongCredentials' | 'notLoggedIn' | 'locked' | 'notAllowed'> {
  if (!authorization) return requireNoAccounts(deps)
  const owner = requireOwner(deps)
  if (!owner.ok) return owner
  const isSame = owner.value.user.id === authorization.user.id && isCurrentGeneration(deps, authorization)
  return isSame ? ok(null) : err({ code: 'wrongCredentials' })
}

function requireNoAccounts({ tables }: Deps<'tables'>): Outcome<null, 'notLoggedIn'> {
  return tables.users.hasUsers() ? err({ code: 'notLoggedIn', reason: 'none' }) : ok(null)
}

/** Authorizes a preview after a dialog: the caller is still an owner, or there is no account. */
export function authorizeRead(
  deps: Deps<'tables' | 'session'>,
): Outcome<null, 'notLoggedIn' | 'locked' | 'notAllowed'> {
  if (!deps.tables.users.hasUsers()) return ok(null)
  const owner = requireOwner(deps)
  return owner.ok ? ok(null) : owner
}
