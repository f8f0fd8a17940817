import { subjectOf } from '../../auth/attempt-throttle'
import { makeRecoveryKey } from '../../auth/recovery-key'
import { fingerprint } from '../../auth/secrets'
import type { User } from '../../auth/user'
import { normaliseEmail } from '../../../preload/text'
import type { CallFunction, Deps } from '../call'
import { ok, err } from '../outcome'
import {
  verifySecondFactor,
  consumeSecondFactor,
  secondFactorError,
  type SecondFactor,
} from '../steps/verify-second-factor'
import { requireRoomInQueue, requireStrongPassword } from '../steps/preconditions'

type Group = 'auth' | 'tables' | 'secrets' | 'time' | 'limits'

/**
 * What `PUT /reset_password` was. The old password and the old recovery key work until this succeeds; then both are
 * dead, every session of the account has ended, and nobody is logged in (ASVS 6.4.3, 6.5.1, 7.4.3). Seed task 19.
 */
export const resetPassword: CallFunction<'resetPassword', Group> = async (deps, input) => {
  const { email, resetToken, newPassword, code } = input
  const strong = await requireStrongPassword(deps, { password: newPassword, email })
  if (!strong.ok) return strong
  const room = requireRoomInQueue(deps)
  if (!room.ok) return room
  const user = deps.auth.getUserFromResetToken(resetToken)
  if (!user || normaliseEmail(user.email) !== email) return err({ code: 'invalidResetToken' })
  const factor = await verifySecondFactor(deps, user, code, 'passwordReset')
  if (!factor.ok) return factor
  const hashedPassword = await deps.auth.hashPassword(newPassword)
  const recoveryKey = makeRecoveryKey(deps.secrets.random)
  const completed = complete(deps, user, { resetToken, hashedPassword, recoveryKey, factor: factor.value })
  if (completed === 'codeSpent') return secondFactorError(deps, user, factor.value, 'passwordReset')
  if (completed === 'tokenSpent') return err({ code: 'invalidResetToken' })
  return ok({ email, message: 'Password updated', recoveryKey })
}

type Reset = { resetToken: string; hashedPassword: string; recoveryKey: string; factor: SecondFactor }

/** Spends the token and the code, once; of two at the same time one finds them gone. */
function complete(deps: Deps<Group>, user: User, reset: Reset): 'done' | 'tokenSpent' | 'codeSpent' {
  const { resetToken, hashedPassword, recoveryKey, factor } = reset
  const now = deps.time.clock.now()
  return deps.tables.transaction(() => {
    const newKey = { recoveryKeyHash: fingerprint(recoveryKey), recoveryKeyCreatedAt: now, recoveryKeyConfirmed: true }
    if (deps.auth.getUserFromResetToken(resetToken)?.id !== user.id) return 'tokenSpent'
    if (!consumeSecondFactor(deps, user, factor)) return 'codeSpent'
    if (!deps.auth.completeReset(user, resetToken, hashedPassword, newKey)) return 'tokenSpent'
    const subject = subjectOf(user)
    deps.limits.throttle.clear('logIn', subject)
    deps.limits.throttle.clear('recoveryKey', subject)
    deps.tables.events.add(user.id, now, 'passwordReset', 'done')
    return 'done'
  })
}
