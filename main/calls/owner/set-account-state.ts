import { noResetToken, noSession } from '../../auth/auth'
import type { CallFunction } from '../call'
import { err, ok } from '../outcome'
import { recordAct } from '../steps/audit'
import { actOnAccount } from '../steps/authorize-owner'
import type { ReauthenticationGroups } from '../steps/reauthenticate'

/**
 * Disables an account or enables it again. Disabling ends its sessions, remembered ones too, and
 * voids its reset token and every code issued by it or for it.
 */
export const setAccountState: CallFunction<'setAccountState', ReauthenticationGroups> = (
  deps,
  { state, ...target },
  caller,
) =>
  actOnAccount(deps, caller, target, (user, owner) => {
    if (user.state === state) return ok(null)
    if (state === 'disabled') {
      if (deps.tables.users.isLastOwner(user)) return err({ code: 'lastOwner' })
      deps.tables.users.updateUser(user.id, { ...noSession, ...noResetToken })
      deps.tables.issuedCodes.removeIssuedBy(user.id)
      deps.tables.issuedCodes.removeForUser(user.id)
    }
    deps.tables.users.updateUser(user.id, { state })
    recordAct(deps, state === 'disabled' ? 'accountDisabled' : 'accountEnabled', owner, user)
    return ok(null)
  })
