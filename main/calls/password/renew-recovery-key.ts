import { noResetToken } from '../../auth/auth'
import { makeRecoveryKey } from '../../auth/recovery-key'
import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { newRecoveryKey, rotateKey } from '../steps/data-key'
import { rememberSession } from '../steps/remember-session'
import { reauthenticate, commitIfStillAuthenticated, type ReauthenticationGroups } from '../steps/reauthenticate'

/**
 * Issues a new, unconfirmed recovery key, and a new data key with it; sealed data stays as it is.
 * Voids the old one and any reset token it was exchanged for. The session gets a new id, and is
 * remembered again if it was.
 */
export const renewRecoveryKey: CallFunction<'renewRecoveryKey', ReauthenticationGroups | 'log'> = async (
  deps,
  { password },
  caller,
) => {
  const reauthentication = await reauthenticate(deps, caller, password, 'recoveryKeyRenewed')
  if (!reauthentication.ok) return reauthentication
  const { user, passwordKey } = reauthentication.value
  const recoveryKey = makeRecoveryKey(deps.secrets.random)
  const renewed = commitIfStillAuthenticated(deps, reauthentication.value, (current) => {
    const { dataKey, changes } = rotateKey(deps, current, passwordKey, { passwordKey, recoveryKey })
    deps.tables.users.updateUser(user.id, { ...newRecoveryKey(deps, recoveryKey), ...noResetToken, ...changes })
    deps.tables.events.add(user.id, deps.time.clock.now(), 'recoveryKeyRenewed', 'done')
    return { sessionId: deps.auth.rotateSessionId(user.id), dataKey, isRemembered: current.sessionRemembered }
  })
  if (!renewed.ok) return renewed
  const { sessionId, dataKey, isRemembered } = renewed.value
  deps.session.current.rotateId(sessionId)
  deps.session.current.setDataKey(dataKey)
  if (isRemembered) await rememberSession(deps, sessionId)
  return ok({ recoveryKey })
}
