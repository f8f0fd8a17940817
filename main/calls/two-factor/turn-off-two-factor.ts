import type { CallFunction } from '../call'
import type { ReauthenticationGroups } from '../steps/reauthenticate'
import { reauthenticateWithCode } from '../steps/reauthenticate-with-code'

/** Password and code turn it off: the secret and the backup codes are gone. Nothing changes where it is off already. */
export const turnOffTwoFactor: CallFunction<'turnOffTwoFactor', ReauthenticationGroups> = (deps, proofs, caller) =>
  reauthenticateWithCode(deps, caller, proofs, 'twoFactorOff', ({ id, totpSecret }) => {
    if (totpSecret !== null) {
      deps.tables.users.updateUser(id, { totpSecret: null, totpLastStep: null })
      deps.tables.backupCodes.removeAllOf(id)
      deps.tables.events.add(id, deps.time.clock.now(), 'twoFactorOff', 'done')
    }
    return { message: 'two-factor off' as const }
  })
