import type { Outcome } from '../../../preload/errors'
import type { CallFunction } from '../call'
import { err, ok } from '../outcome'
import { recordAct } from '../steps/audit'
import { commitIfStillAuthenticated, reauthenticate, type ReauthenticationGroups } from '../steps/reauthenticate'
import { removeEverythingOf } from '../steps/remove-everything-of'

/**
 * Removes the account of the current user. The last active owner stays while other accounts
 * exist: an owner must be able to help them.
 */
export const deleteAccount: CallFunction<'deleteAccount', ReauthenticationGroups> = async (
  deps,
  { password },
  caller,
) => {
  const reauthentication = await reauthenticate(deps, caller, password, 'passwordConfirmed')
  if (!reauthentication.ok) return reauthentication
  const { value } = reauthentication
  const removed = commitIfStillAuthenticated(deps, value, (user): Outcome<null, 'lastOwner'> => {
    if (deps.tables.users.isLastOwner(user) && deps.tables.users.count() > 1) return err({ code: 'lastOwner' })
    recordAct(deps, 'accountRemoved', user, user)
    removeEverythingOf(deps, user.id)
    return ok(null)
  })
  if (!removed.ok) return removed
  if (!removed.value.ok) return removed.value
  deps.session.current.clear()
  deps.session.remembered.forget()
  return ok({ message: 'account deleted' })
}
