import { noResetToken } from '../../auth/auth'
import { makeRecoveryKey } from '../../auth/recovery-key'
import { fingerprint } from '../../auth/secrets'
import type { CallFunction } from '../call'
import { reauthenticate, commitIfStillAuthenticated, type ReauthenticationGroups } from '../steps/reauthenticate'

/** A new recovery key, not yet confirmed; the old one and any reset token it bought stop working. */
export const renewRecoveryKey: CallFunction<'renewRecoveryKey', ReauthenticationGroups> = async (
  deps,
  { password },
  caller,
) => {
  const proven = await reauthenticate(deps, caller, password, 'recoveryKeyRenewed')
  if (!proven.ok) return proven
  const { user } = proven.value
  const recoveryKey = makeRecoveryKey(deps.secrets.random)
  return commitIfStillAuthenticated(deps, proven.value, () => {
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
