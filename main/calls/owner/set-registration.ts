import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { recordAct } from '../steps/audit'
import { actAsOwner } from '../steps/authorize-owner'
import type { ReauthenticationGroups } from '../steps/reauthenticate'

/** Opens or closes registration. */
export const setRegistration: CallFunction<'setRegistration', ReauthenticationGroups> = (
  deps,
  { mode, ...proof },
  caller,
) =>
  actAsOwner(deps, caller, proof, (owner) => {
    if (deps.tables.registration.mode() === mode) return ok(null)
    deps.tables.registration.setMode(mode)
    recordAct(deps, mode === 'open' ? 'registrationOpened' : 'registrationClosed', owner)
    return ok(null)
  })
