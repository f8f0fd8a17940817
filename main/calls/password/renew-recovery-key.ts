import { noResetToken } from '../../auth/auth'
import { makeRecoveryKey } from '../../auth/recovery-key'
import { fingerprint } from '../../auth/secrets'
import type { CallFunction } from '../call'
import { reauthenticate, commitIfStillAuthenticated, type ReauthenticationGroups } from '../steps/reauthenticate'

/**
 * Issues a new, unconfirmed recovery key. Voids the old one and any reset token it was exchanged
 * for.
 */
export const renewRecoveryKey: CallFunction<'renewRecoveryKey', ReauthenticationGroups> = async (
  deps,
  { password },
  caller,
) => {
  const reauthentication = await reauthenticate(deps, caller, password, 'recoveryKeyRenewed')
  if (!reauthentication.ok) return reauthentication
  const { user } = reauthentication.value
  const recoveryKey = makeRecoveryKey(deps.secrets.random)
  return commitIfStillAuthenticated(deps, reauthentication.value, () => {
    const now = deps.time.clock.now()
    deps.tables.users.updateUser(user.id, {
      recoveryKeyHash: fingerprint(recoveryKey),
      recoveryKeyCreatedAt: now,
      recoveryKeyConfirmed: false,
      ...noResetToken,
    })
    deps.tables.events.add(user.id, now, 'recoveryKeyRenewed', 'done')
    return { recoveryKey }
  })
}
