import type { CallFunction } from '../call'
import { err, ok } from '../outcome'
import { recordAct } from '../steps/audit'
import { actOnAccount } from '../steps/authorize-owner'
import type { ReauthenticationGroups } from '../steps/reauthenticate'

/** Makes an account an owner or a member. There is always an active owner. */
export const setRole: CallFunction<'setRole', ReauthenticationGroups> = (deps, { role, ...target }, caller) =>
  actOnAccount(deps, caller, target, (user, owner) => {
    if (user.role === role) return ok(null)
    if (deps.tables.users.isLastOwner(user)) return err({ code: 'lastOwner' })
    deps.tables.users.updateUser(user.id, { role, ownerNotice: role === 'owner' ? 1 : 0 })
    if (role === 'member') deps.tables.issuedCodes.removeIssuedBy(user.id)
    recordAct(deps, role === 'owner' ? 'madeOwner' : 'madeMember', owner, user)
    return ok(null)
  })
