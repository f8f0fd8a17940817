import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { commitIfStillAuthenticated, reauthenticate, type ReauthenticationGroups } from '../steps/reauthenticate'

/**
 * Removes the account with its counters, activity and codes, so that no later account inherits
 * them.
 */
export const deleteAccount: CallFunction<'deleteAccount', ReauthenticationGroups> = async (
  deps,
  { password },
  caller,
) => {
  const reauthentication = await reauthenticate(deps, caller, password, null)
  if (!reauthentication.ok) return reauthentication
  const { id } = reauthentication.value.user
  const removed = commitIfStillAuthenticated(deps, reauthentication.value, () => {
    deps.tables.attempts.removeAllOf(id)
    deps.tables.events.removeAllOf(id)
    deps.tables.backupCodes.removeAllOf(id)
    deps.tables.users.removeUser(id)
    return null
  })
  if (!removed.ok) return removed
  deps.session.current.clear()
  deps.session.remembered.forget()
  return ok({ message: 'account deleted' })
}
