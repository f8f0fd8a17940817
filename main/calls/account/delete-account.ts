import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { commitIfStillAuthenticated, reauthenticate, type ReauthenticationGroups } from '../steps/reauthenticate'

/** Removes the account with its counters and its activity, so that nobody who comes later inherits them. */
export const deleteAccount: CallFunction<'deleteAccount', ReauthenticationGroups> = async (
  deps,
  { password },
  caller,
) => {
  const proven = await reauthenticate(deps, caller, password, null)
  if (!proven.ok) return proven
  const { id } = proven.value.user
  const removed = commitIfStillAuthenticated(deps, proven.value, () => {
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
