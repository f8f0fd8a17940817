import { noResetToken, noSession } from '../../auth/auth'
import type { CallFunction } from '../call'
import { err, ok } from '../outcome'
import { recordAct } from '../steps/audit'
import { authorizeOwner, commitAsOwner } from '../steps/authorize-owner'
import type { ReauthenticationGroups } from '../steps/reauthenticate'

/**
 * Disables an account or enables it again. Disabling ends its sessions, remembered ones too, and
 * voids its reset token and every code issued by it or for it.
 */
export const setAccountState: CallFunction<'setAccountState', ReauthenticationGroups> = async (
  deps,
  { id, state, ...proof },
  caller,
) => {
  const authorized = await authorizeOwner(deps, caller, proof)
  if (!authorized.ok) return authorized
  return commitAsOwner(deps, authorized.value, (owner) => {
    const user = deps.auth.find({ id })
    if (!user) return err({ code: 'accountNotFound' })
    if (user.state === state) return ok(null)
    if (state === 'disabled') {
      if (user.role === 'owner' && !deps.tables.users.hasOtherOwner(id)) return err({ code: 'lastOwner' })
      deps.tables.users.updateUser(id, { ...noSession, ...noResetToken })
      deps.tables.issuedCodes.removeIssuedBy(id)
      deps.tables.issuedCodes.removeForUser(id)
    }
    deps.tables.users.updateUser(id, { state })
    recordAct(deps, state === 'disabled' ? 'accountDisabled' : 'accountEnabled', owner, user)
    return ok(null)
  })
}
