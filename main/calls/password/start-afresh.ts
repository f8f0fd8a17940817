import { noResetToken } from '../../auth/auth'
import { makeRecoveryKey } from '../../auth/recovery-key'
import type { Outcome } from '../../../preload/errors'
import type { DataKey } from '../../keys/data-key'
import type { CallFunction } from '../call'
import { err, ok } from '../outcome'
import { derivePasswordKey, makeKey, newRecoveryKey } from '../steps/data-key'
import { requireQueueCapacity } from '../steps/preconditions'
import { commitIfStillAuthenticated, reauthenticate, type ReauthenticationGroups } from '../steps/reauthenticate'
import { consumeSecondFactor, secondFactorError, verifySecondFactor } from '../steps/verify-second-factor'
import { notRemembered } from '../session/stop-remembering'
import { removeTwoFactor } from '../two-factor/turn-off-two-factor'
import { isSealed } from './open-sealed'

/**
 * Gives up sealed private data: deletes it, turns two-factor off, and makes a data key under the
 * password and a new recovery key. Other sessions end.
 */
export const startAfresh: CallFunction<'startAfresh', ReauthenticationGroups> = async (
  deps,
  { password, code },
  caller,
) => {
  if (!isSealed(deps, caller.user)) return err({ code: 'notSealed' })
  const reauthentication = await reauthenticate(deps, caller, password, 'startedAfresh')
  if (!reauthentication.ok) return reauthentication
  const { user } = reauthentication.value
  const secondFactor = await verifySecondFactor(deps, user, code, 'startedAfresh', null)
  if (!secondFactor.ok) return secondFactor
  const capacity = requireQueueCapacity(deps)
  if (!capacity.ok) return capacity
  const recoveryKey = makeRecoveryKey(deps.secrets.random)
  const passwordKey = await derivePasswordKey(deps, null, password)
  const started = commitIfStillAuthenticated(deps, reauthentication.value, (current): Outcome<Started, StartError> => {
    if (!isSealed(deps, current)) return err({ code: 'notSealed' })
    if (!consumeSecondFactor(deps, user, secondFactor.value)) {
      return secondFactorError(deps, user, secondFactor.value, 'startedAfresh')
    }
    if (current.totpSecret !== null) removeTwoFactor(deps, current)
    const { dataKey, changes } = makeKey(deps, { ...current, totpSecret: null }, null, { passwordKey, recoveryKey })
    deps.tables.users.updateUser(user.id, {
      ...newRecoveryKey(deps, recoveryKey),
      ...notRemembered(deps, current),
      ...noResetToken,
      ...changes,
    })
    deps.tables.events.add(user.id, deps.time.clock.now(), 'startedAfresh', 'done')
    return ok({ sessionId: deps.auth.rotateSessionId(user.id), dataKey })
  })
  if (!started.ok) return started
  if (!started.value.ok) return started.value
  const { sessionId, dataKey } = started.value.value
  deps.session.remembered.forget()
  deps.session.current.rotateId(sessionId)
  deps.session.current.setDataKey(dataKey)
  return ok({ recoveryKey })
}

type Started = { sessionId: string; dataKey: DataKey }
type StartError = 'notSealed' | 'secondFactorRequired' | 'wrongCode'
