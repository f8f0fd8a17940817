import { targetOf } from '../../auth/attempt-throttle'
import { fingerprint } from '../../auth/secrets'
import { makeBackupCodes, totpStep } from '../../auth/two-factor'
import type { User } from '../../auth/user'
import { isSlotOf, makeRecoverySlot } from '../../keys/slots'
import { encryptTotpSecret, makeTotpId } from '../../keys/totp-secret'
import type { CallOutcome } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { isAuthenticatorCode } from '../../../preload/text'
import { requireSession } from '../access'
import type { CallFunction, Deps } from '../call'
import { ok, err } from '../outcome'
import { consumeAttempt } from '../steps/preconditions'
import { notRemembered } from '../session/stop-remembering'

type Group = 'auth' | 'tables' | 'session' | 'secrets' | 'time' | 'limits'

/**
 * Turns two-factor on: the first code proves that the authenticator has the secret. Other sessions
 * end with the old session id; this one continues under a new id until the app closes. Returns the
 * backup codes, once.
 */
export const confirmTwoFactor: CallFunction<'confirmTwoFactor', Group> = (deps, { code }, { user }) => {
  const secret = deps.secrets.pendingTwoFactor.secretOf(user)
  if (secret === null) return err({ code: 'wrongCode' })
  const attempt = consumeAttempt(deps, 'code', targetOf(user))
  if (!attempt.ok) return attempt
  const step = isAuthenticatorCode(code) ? totpStep(secret, code, deps.time.clock.now()) : null
  if (step === null) return err({ code: 'wrongCode' })
  return turnOn(deps, user, secret, step)
}

/** The change. It happens only in the session that began the set-up, without a lock since. */
function turnOn(deps: Deps<Group>, initiator: User, secret: string, step: number): CallOutcome<'confirmTwoFactor'> {
  const { random } = deps.secrets
  const backupCodes = makeBackupCodes(random)
  const newSessionId = deps.tables.transaction((): Outcome<string, 'notLoggedIn' | 'locked' | 'wrongCode'> => {
    const loggedIn = requireSession(deps)
    if (!loggedIn.ok) return loggedIn
    const { user } = loggedIn.value
    const dataKey = deps.session.current.dataKey()
    const isFitting = dataKey !== null && user.passwordSlot !== null && isSlotOf(user.passwordSlot, dataKey)
    if (user.id !== initiator.id || deps.secrets.pendingTwoFactor.secretOf(user) === null || !isFitting)
      return err({ code: 'wrongCode' })
    const totpId = makeTotpId(random)
    const { email } = targetOf(user)
    deps.tables.users.updateUser(user.id, {
      totpSecret: encryptTotpSecret(dataKey, email, totpId, secret, random),
      totpId,
      totpLastStep: step,
      // Anew, whatever the file holds: the recovery key must open what is encrypted now.
      recoverySlot: makeRecoverySlot(dataKey, email, random),
      ...notRemembered(deps, user),
    })
    deps.tables.backupCodes.replaceAll(user.id, backupCodes.map(fingerprint))
    deps.limits.throttle.clear('code', targetOf(user))
    deps.tables.events.add(user.id, deps.time.clock.now(), 'twoFactorOn', 'done')
    return ok(deps.auth.rotateSessionId(user.id))
  })
  if (!newSessionId.ok) return newSessionId
  deps.secrets.pendingTwoFactor.forget()
  deps.session.remembered.forget()
  deps.session.current.rotateId(newSessionId.value)
  return ok({ backupCodes })
}
