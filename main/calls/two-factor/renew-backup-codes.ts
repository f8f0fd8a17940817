import { fingerprint } from '../../auth/secrets'
import { makeBackupCodes } from '../../auth/two-factor'
import type { CallFunction } from '../call'
import { fail } from '../outcome'
import { provenTwice } from '../steps/reauthenticate-with-code'
import { whoIsLoggedIn } from '../steps/preconditions'

/** Ten new backup codes; the old ones stop working. Where two-factor is off, no code is right. */
export const renewBackupCodes: CallFunction<'renewBackupCodes'> = (deps, proofs) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (loggedIn.ok && loggedIn.value.user.totpSecret === null) return fail({ code: 'wrongCode' })
  return provenTwice(deps, proofs, 'backupCodesRenewed', ({ id }) => {
    const backupCodes = makeBackupCodes(deps.random)
    deps.backupCodes.replaceAll(id, backupCodes.map(fingerprint))
    deps.events.add(id, deps.clock.now(), 'backupCodesRenewed', 'done')
    return { backupCodes }
  })
}
