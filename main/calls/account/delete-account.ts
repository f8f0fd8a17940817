import type { CallFunction } from '../call'
import { done } from '../outcome'
import { asProven, passwordAgain, type Reauthenticating } from '../steps/reauthenticate'

/** Removes the account with its counters and its activity, so that nobody who comes later inherits them. */
export const deleteAccount: CallFunction<'deleteAccount', Reauthenticating> = async (deps, { password }, caller) => {
  const proven = await passwordAgain(deps, caller, password, null)
  if (!proven.ok) return proven
  const { id } = proven.value.user
  const removed = asProven(deps, proven.value, () => {
    deps.tables.attempts.removeAllOf(id)
    deps.tables.events.removeAllOf(id)
    deps.tables.backupCodes.removeAllOf(id)
    deps.tables.users.removeUser(id)
    return null
  })
  if (!removed.ok) return removed
  deps.session.holder.release()
  deps.session.vault.forget()
  return done({ message: 'account deleted' })
}
