import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { recordAct } from '../steps/audit'
import { authorizeOwner, commitAsOwner } from '../steps/authorize-owner'
import type { ReauthenticationGroups } from '../steps/reauthenticate'

/** Opens or closes registration. */
export const setRegistration: CallFunction<'setRegistration', ReauthenticationGroups> = async (
  deps,
  { mode, ...proof },
  caller,
) => {
  const authorized = await authorizeOwner(deps, caller, proof)
  if (!authorized.ok) return authorized
  return commitAsOwner(deps, authorized.value, (owner) => {
    if (deps.tables.registration.mode() === mode) return ok(null)
    deps.tables.registration.setMode(mode)
    recordAct(deps, mode === 'open' ? 'registrationOpened' : 'registrationClosed', owner)
    return ok(null)
  })
}
