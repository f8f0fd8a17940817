import { fingerprint } from '../../auth/secrets'
import { makeBackupCodes } from '../../auth/two-factor'
import type { CallFunction } from '../call'
import { err } from '../outcome'
import type { ReauthenticationGroups } from '../steps/reauthenticate'
import { reauthenticateWithCode } from '../steps/reauthenticate-with-code'

/**
 * Issues ten new backup codes and voids the old ones. While two-factor is off, every code is wrong.
 */
export const renewBackupCodes: CallFunction<'renewBackupCodes', ReauthenticationGroups> = (
  deps,
  credentials,
  caller,
) => {
  if (caller.user.totpSecret === null) return err({ code: 'wrongCode' })
  return reauthenticateWithCode(deps, caller, credentials, 'backupCodesRenewed', ({ id }) => {
    const backupCodes = makeBackupCodes(deps.secrets.random)
    deps.tables.backupCodes.replaceAll(id, backupCodes.map(fingerprint))
    deps.tables.events.add(id, deps.time.clock.now(), 'backupCodesRenewed', 'done')
    return { backupCodes }
  })
}
