import { targetOf } from '../../auth/attempt-throttle'
import { makeRecoveryKey } from '../../auth/recovery-key'
import { fingerprint } from '../../auth/secrets'
import type { User, UserChanges } from '../../auth/user'
import type { DataKey } from '../../keys/data-key'
import type { PasswordKey } from '../../keys/slots'
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
import { derivePasswordKey, makeKey, newRecoveryKey, privateDataAfterReset } from '../steps/data-key'
import { isOpen } from '../steps/issued-codes'
import { requireQueueCapacity, requireStrongPassword } from '../steps/preconditions'
import { removeTwoFactor } from '../two-factor/turn-off-two-factor'

type Group = 'auth' | 'tables' | 'secrets' | 'time' | 'limits'

/**
 * The seed's `PUT /reset_password`. The old password and the old recovery key work until this
 * succeeds. Then both are void, and so is every code issued for the account; every session of the
 * account ends, and the user must log in (ASVS 6.4.3, 6.5.1, 7.4.3). A new data key replaces the
 * one that the recovery key opened; an issued code opens none. It may also turn two-factor off, if
 * the owner chose so. Seed task 19.
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
  const held = deps.secrets.resetKeys.find(fingerprint(resetToken), deps.time.steadyNow())
  if (issued === 'spent' || !held) return err({ code: 'invalidResetToken' })
  const former = held.dataKey
  const secondFactor = issued?.turnsOffTwoFactor
    ? ok<SecondFactor>({ kind: 'none' })
    : await verifySecondFactor(deps, user, code, 'passwordReset', former)
  if (!secondFactor.ok) return secondFactor
  const stillFree = requireQueueCapacity(deps)
  if (!stillFree.ok) return stillFree
  const [hashedPassword, passwordKey] = await Promise.all([
    deps.auth.hashPassword(newPassword),
    derivePasswordKey(deps, null, newPassword),
  ])
  const recoveryKey = makeRecoveryKey(deps.secrets.random)
  const newSecrets = { former, hashedPassword, passwordKey, recoveryKey }
  const result = commitReset(deps, user, { resetToken, secondFactor: secondFactor.value, ...newSecrets })
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

type Reset = {
  resetToken: string
  secondFactor: SecondFactor
  /** The data key that the recovery key opened. */
  former: DataKey | null
  hashedPassword: string
  passwordKey: PasswordKey
  recoveryKey: string
}

/** Uses up the token and the code. Of two simultaneous resets only one succeeds. */
function commitReset(deps: Deps<Group>, user: User, reset: Reset): 'done' | 'tokenSpent' | 'codeSpent' {
  const { resetToken, hashedPassword, secondFactor } = reset
  const now = deps.time.clock.now()
  const result = deps.tables.transaction(() => {
    const current = deps.auth.getUserFromResetToken(resetToken)
    if (current?.id !== user.id) return 'tokenSpent'
    const issued = issuedCodeOf(deps, user)
    if (issued === 'spent') return 'tokenSpent'
    if (!consumeSecondFactor(deps, user, secondFactor)) return 'codeSpent'
    const newKey = { ...newRecoveryKey(deps, reset.recoveryKey), recoveryKeyConfirmed: true }
    const changes = { ...newKey, ...rotateByReset(deps, current, reset) }
    if (!deps.auth.completeReset(user, resetToken, hashedPassword, changes)) return 'tokenSpent'
    if (issued) useIssuedCode(deps, user, issued)
    deps.tables.issuedCodes.removeForUser(user.id)
    const target = targetOf(user)
    deps.limits.throttle.clear('logIn', target)
    deps.limits.throttle.clear('recoveryKey', target)
    deps.tables.events.add(user.id, now, 'passwordReset', 'done')
    return 'done'
  })
  if (result === 'done') deps.secrets.resetKeys.forget(user.resetToken)
  return result
}

/** A new data key under both new secrets; none if that would make something unreadable. */
function rotateByReset(deps: Deps<Group>, user: User, { former, passwordKey, recoveryKey }: Reset): UserChanges {
  if (privateDataAfterReset(user, former, user.resetCodeId !== null) === 'sealed') return {}
  return makeKey(deps, user, former, { passwordKey, recoveryKey }).changes
}

function useIssuedCode(deps: Deps<Group>, user: User, { turnsOffTwoFactor }: StoredCode): void {
  recordAct(deps, 'resetCodeUsed', user, user)
  if (turnsOffTwoFactor && user.totpSecret !== null) removeTwoFactor(deps, user)
}
