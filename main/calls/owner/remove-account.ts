import type { CallFunction } from '../call'
import { err, ok } from '../outcome'
import { recordAct } from '../steps/audit'
import { actOnAccount } from '../steps/authorize-owner'
import type { ReauthenticationGroups } from '../steps/reauthenticate'
import { removeEverythingOf } from '../steps/remove-everything-of'

/**
 * Removes another person's account. One's own account is deleted by `deleteAccount`, which asks the
 * person and not the owner.
 */
export const removeAccount: CallFunction<'removeAccount', ReauthenticationGroups> = (deps, target, caller) =>
  actOnAccount(deps, caller, target, (user, owner) => {
    if (user.id === owner.id) return err({ code: 'notAllowed' })
    removeEverythingOf(deps, user.id)
    recordAct(deps, 'accountRemoved', owner, user)
    return ok(null)
  })
