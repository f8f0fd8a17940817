import { subjectOf } from '../../auth/attempt-throttle'
import { fingerprint } from '../../auth/secrets'
import { makeBackupCodes, totpStep } from '../../auth/two-factor'
import type { User } from '../../auth/user'
import type { CallOutcome } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { isAuthenticatorCode } from '../../../preload/text'
import { requireSession } from '../access'
import type { CallFunction, Deps } from '../call'
import { ok, err } from '../outcome'
import { consumeAttempt } from '../steps/preconditions'
import { refundAttempt } from '../steps/refund-attempt'
import { notKept } from '../session/stop-remembering'

type Group = 'auth' | 'tables' | 'session' | 'secrets' | 'time' | 'limits'

/**
 * The first code shows that the authenticator has the secret: from now on two-factor is on. Other sessions end with the
 * old session id; this one goes on under a new one until the app closes. Answers the backup codes, this once.
 */
export const confirmTwoFactor: CallFunction<'confirmTwoFactor', Group> = async (deps, { code }, { user }) => {
  const secret = deps.secrets.pendingTwoFactor.of(user)
  if (secret === null) return err({ code: 'wrongCode' })
  const attempt = consumeAttempt(deps, 'code', subjectOf(user))
  if (!attempt.ok) return attempt
  const step = isAuthenticatorCode(code) ? totpStep(secret, code, deps.time.clock.now()) : null
  if (step === null) return err({ code: 'wrongCode' })
  const sealed = await deps.secrets.totpSecrets.seal(subjectOf(user).email, secret)
  if (sealed === null) {
    refundAttempt(deps, 'code', user)
    return err({ code: 'noKeyStore' })
  }
  return turnOn(deps, user, sealed, step)
}

/** The deed, if it is still the session in which the set-up was begun: a lock or a log-out meanwhile wins. */
function turnOn(deps: Deps<Group>, begun: User, totpSecret: string, step: number): CallOutcome<'confirmTwoFactor'> {
  const backupCodes = makeBackupCodes(deps.secrets.random)
  const renamed = deps.tables.transaction((): Outcome<string, 'notLoggedIn' | 'locked' | 'wrongCode'> => {
    const loggedIn = requireSession(deps)
    if (!loggedIn.ok) return loggedIn
    const { user } = loggedIn.value
    if (user.id !== begun.id || deps.secrets.pendingTwoFactor.of(user) === null) return err({ code: 'wrongCode' })
    deps.tables.users.updateUser(user.id, { totpSecret, totpLastStep: step, ...notKept(deps, user) })
    deps.tables.backupCodes.replaceAll(user.id, backupCodes.map(fingerprint))
    deps.limits.throttle.clear('code', subjectOf(user))
    deps.tables.events.add(user.id, deps.time.clock.now(), 'twoFactorOn', 'done')
    return ok(deps.auth.rotateSessionId(user.id))
  })
  if (!renamed.ok) return renamed
  deps.secrets.pendingTwoFactor.forget()
  deps.session.remembered.forget()
  deps.session.current.rotateId(renamed.value)
  return ok({ backupCodes })
}
