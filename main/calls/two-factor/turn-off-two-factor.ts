import type { CallFunction } from '../call'
import type { ReauthenticationGroups } from '../steps/reauthenticate'
import { reauthenticateWithCode } from '../steps/reauthenticate-with-code'

/**
 * Turns two-factor off and deletes its secret and backup codes. Does nothing if it is off already.
 */
export const turnOffTwoFactor: CallFunction<'turnOffTwoFactor', ReauthenticationGroups> = (deps, credentials, caller) =>
  reauthenticateWithCode(deps, caller, credentials, 'twoFactorOff', ({ id, totpSecret }) => {
    if (totpSecret !== null) {
      deps.tables.users.updateUser(id, { totpSecret: null, totpLastStep: null })
      deps.tables.backupCodes.removeAllOf(id)
      deps.tables.events.add(id, deps.time.clock.now(), 'twoFactorOff', 'done')
    }
    return { message: 'two-factor off' as const }
  })
