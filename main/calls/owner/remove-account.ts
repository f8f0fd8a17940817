import type { CallFunction } from '../call'
import { err, ok } from '../outcome'
import { recordAct } from '../steps/audit'
import { authorizeOwner, commitAsOwner } from '../steps/authorize-owner'
import type { ReauthenticationGroups } from '../steps/reauthenticate'
import { removeEverythingOf } from '../steps/remove-everything-of'

/**
 * Removes another person's account. One's own account is deleted by `deleteAccount`, which asks the
 * person and not the owner.
 */
export const removeAccount: CallFunction<'removeAccount', ReauthenticationGroups> = async (
  deps,
  { id, ...proof },
  caller,
) => {
  const authorized = await authorizeOwner(deps, caller, proof)
  if (!authorized.ok) return authorized
  return commitAsOwner(deps, authorized.value, (owner) => {
    const user = deps.auth.find({ id })
    if (!user) return err({ code: 'accountNotFound' })
    if (user.id === owner.id) return err({ code: 'notAllowed' })
    removeEverythingOf(deps, id)
    recordAct(deps, 'accountRemoved', owner, user)
    return ok(null)
  })
}
