import { targetOf } from '../../auth/attempt-throttle'
import { makeRecoveryKey } from '../../auth/recovery-key'
import { fingerprint } from '../../auth/secrets'
import type { User } from '../../auth/user'
import type { StoredCode } from '../../database/tables/issued-codes'
import { normaliseEmail } from '../../../preload/text'
import type { CallFunction, Deps } from '../call'
import { ok, err } from '../outcome'
import {
  verifySecondFactor,
  consumeSecondFactor,
  secondFactorError,
  type SecondFactor,
} from '../steps/verify-second-factor'
import { recordAct } from '../steps/audit'
import { isOpen } from '../steps/issued-codes'
import { requireQueueCapacity, requireStrongPassword } from '../steps/preconditions'
import { removeTwoFactor } from '../two-factor/turn-off-two-factor'

type Group = 'auth' | 'tables' | 'secrets' | 'time' | 'limits'

/**
 * The seed's `PUT /reset_password`. The old password and the old recovery key work until this
 * succeeds. Then both are void, and so is every code issued for the account; every session of the
 * account ends, and the user must log in (ASVS 6.4.3, 6.5.1, 7.4.3). An issued code may also turn
 * two-factor off, if the owner chose so. Seed task 19.
 */
export const resetPassword: CallFunction<'resetPassword', Group> = async (deps, input) => {
  const { email, resetToken, newPassword, code } = input
  const strength = await requireStrongPassword(deps, { password: newPassword, email })
  if (!strength.ok) return strength
  const capacity = requireQueueCapacity(deps)
  if (!capacity.ok) return capacity
  const user = deps.auth.getUserFromResetToken(resetToken)
  if (!user || normaliseEmail(user.email) !== email) return err({ code: 'invalidResetToken' })
  const issued = issuedCodeOf(deps, user)
  if (issued === 'spent') return err({ code: 'invalidResetToken' })
  const secondFactor = issued?.turnsOffTwoFactor
    ? ok<SecondFactor>({ kind: 'none' })
    : await verifySecondFactor(deps, user, code, 'passwordReset')
  if (!secondFactor.ok) return secondFactor
  const hashedPassword = await deps.auth.hashPassword(newPassword)
  const recoveryKey = makeRecoveryKey(deps.secrets.random)
  const result = commitReset(deps, user, { resetToken, hashedPassword, recoveryKey, secondFactor: secondFactor.value })
  if (result === 'codeSpent') return secondFactorError(deps, user, secondFactor.value, 'passwordReset')
  if (result === 'tokenSpent') return err({ code: 'invalidResetToken' })
  return ok({ email, message: 'Password updated', recoveryKey })
}

/** The issued code behind the token; null for a recovery key. */
function issuedCodeOf(deps: Deps<Group>, { resetCodeId }: User): StoredCode | null | 'spent' {
  if (resetCodeId === null) return null
  const code = deps.tables.issuedCodes.findById(resetCodeId)
  return code && isOpen(deps, code) ? code : 'spent'
}

type Reset = { resetToken: string; hashedPassword: string; recoveryKey: string; secondFactor: SecondFactor }

/** Uses up the token and the code. Of two simultaneous resets only one succeeds. */
function commitReset(deps: Deps<Group>, user: User, reset: Reset): 'done' | 'tokenSpent' | 'codeSpent' {
  const { resetToken, hashedPassword, recoveryKey, secondFactor } = reset
  const now = deps.time.clock.now()
  return deps.tables.transaction(() => {
    const newKey = { recoveryKeyHash: fingerprint(recoveryKey), recoveryKeyCreatedAt: now, recoveryKeyConfirmed: true }
    if (deps.auth.getUserFromResetToken(resetToken)?.id !== user.id) return 'tokenSpent'
    const issued = issuedCodeOf(deps, user)
    if (issued === 'spent') return 'tokenSpent'
    if (!consumeSecondFactor(deps, user, secondFactor)) return 'codeSpent'
    if (!deps.auth.completeReset(user, resetToken, hashedPassword, newKey)) return 'tokenSpent'
    if (issued) useIssuedCode(deps, user, issued)
    deps.tables.issuedCodes.removeForUser(user.id)
    const target = targetOf(user)
    deps.limits.throttle.clear('logIn', target)
    deps.limits.throttle.clear('recoveryKey', target)
    deps.tables.events.add(user.id, now, 'passwordReset', 'done')
    return 'done'
  })
}

function useIssuedCode(deps: Deps<Group>, user: User, { turnsOffTwoFactor }: StoredCode): void {
  recordAct(deps, 'resetCodeUsed', user, user)
  if (turnsOffTwoFactor && user.totpSecret !== null) removeTwoFactor(deps, user)
}
