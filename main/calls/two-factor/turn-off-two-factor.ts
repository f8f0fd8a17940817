import type { CallFunction } from '../call'
import { provenTwice } from '../steps/reauthenticate-with-code'

/** Password and code turn it off: the secret and the backup codes are gone. Nothing changes where it is off already. */
export const turnOffTwoFactor: CallFunction<'turnOffTwoFactor'> = (deps, proofs) =>
  provenTwice(deps, proofs, 'twoFactorOff', ({ id, totpSecret }) => {
    if (totpSecret !== null) {
      deps.users.updateUser(id, { totpSecret: null, totpLastStep: null })
      deps.backupCodes.removeAllOf(id)
      deps.events.add(id, deps.clock.now(), 'twoFactorOff', 'done')
    }
    return { message: 'two-factor off' as const }
  })
