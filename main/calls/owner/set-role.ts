import type { CallFunction } from '../call'
import { err, ok } from '../outcome'
import { recordAct } from '../steps/audit'
import { authorizeOwner, commitAsOwner } from '../steps/authorize-owner'
import type { ReauthenticationGroups } from '../steps/reauthenticate'

/** Makes an account an owner or a member. There is always an active owner. */
export const setRole: CallFunction<'setRole', ReauthenticationGroups> = async (
  deps,
  { id, role, ...proof },
  caller,
) => {
  const authorized = await authorizeOwner(deps, caller, proof)
  if (!authorized.ok) return authorized
  return commitAsOwner(deps, authorized.value, (owner) => {
    const user = deps.auth.find({ id })
    if (!user) return err({ code: 'accountNotFound' })
    if (user.role === role) return ok(null)
    if (role === 'member' && user.state === 'active' && !deps.tables.users.hasOtherOwner(id))
      return err({ code: 'lastOwner' })
    deps.tables.users.updateUser(id, { role, ownerNotice: role === 'owner' ? 1 : 0 })
    if (role === 'member') deps.tables.issuedCodes.removeIssuedBy(id)
    recordAct(deps, role === 'owner' ? 'madeOwner' : 'madeMember', owner, user)
    return ok(null)
  })
}
