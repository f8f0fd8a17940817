import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { recordAct } from '../steps/audit'
import { actAsOwner } from '../steps/authorize-owner'
import type { ReauthenticationGroups } from '../steps/reauthenticate'

/**
 * Makes a code stop working. A code that was used or has expired meanwhile does not work either.
 */
export const revokeCode: CallFunction<'revokeCode', ReauthenticationGroups> = (deps, { id, ...proof }, caller) =>
  actAsOwner(deps, caller, proof, (owner) => {
    const code = deps.tables.issuedCodes.findById(id)
    if (!code) return ok(null)
    deps.tables.issuedCodes.remove(id)
    recordAct(deps, 'codeRevoked', owner, code.userId === null ? null : deps.auth.find({ id: code.userId }))
    return ok(null)
  })
