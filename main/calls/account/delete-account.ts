import type { CallFunction } from '../call'
import { done } from '../outcome'
import { asProven, passwordAgain } from '../steps/reauthenticate'

/** Removes the account with its counters and its activity, so that nobody who comes later inherits them. */
export const deleteAccount: CallFunction<'deleteAccount'> = async (deps, { password }) => {
  const proven = await passwordAgain(deps, password, null)
  if (!proven.ok) return proven
  const { id } = proven.value.user
  const removed = asProven(deps, proven.value, () => {
    deps.attempts.removeAllOf(id)
    deps.events.removeAllOf(id)
    deps.backupCodes.removeAllOf(id)
    deps.users.removeUser(id)
    return null
  })
  if (!removed.ok) return removed
  deps.holder.release()
  deps.vault.forget()
  return done({ message: 'account deleted' })
}
