import type { User } from '../../auth/user'
import type { CallFunction, Deps } from '../call'
import type { ReauthenticationGroups } from '../steps/reauthenticate'
import { reauthenticateWithCode } from '../steps/reauthenticate-with-code'

/**
 * Turns two-factor off and deletes its secret and backup codes. Does nothing if it is off already.
 */
export const turnOffTwoFactor: CallFunction<'turnOffTwoFactor', ReauthenticationGroups> = (deps, credentials, caller) =>
  reauthenticateWithCode(deps, caller, credentials, 'twoFactorOff', (user) => {
    if (user.totpSecret !== null) removeTwoFactor(deps, user)
    return { message: 'two-factor off' as const }
  })

/** Inside a transaction only. */
export function removeTwoFactor({ tables, time }: Deps<'tables' | 'time'>, { id }: User): void {
  tables.users.updateUser(id, { totpSecret: null, totpId: null, totpLastStep: null })
  tables.backupCodes.removeAllOf(id)
  tables.events.add(id, time.clock.now(), 'twoFactorOff', 'done')
}
