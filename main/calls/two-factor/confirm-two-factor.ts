import { subjectOf } from '../../auth/attempt-throttle'
import { fingerprint } from '../../auth/secrets'
import { makeBackupCodes, totpStep } from '../../auth/two-factor'
import type { User } from '../../auth/user'
import { isAuthenticatorCode, type Outcome } from '../../../preload/contract'
import type { CallDeps, CallFunction } from '../call'
import { done, fail } from '../outcome'
import { takeTry, whoIsLoggedIn } from '../steps/preconditions'
import { notKept } from '../session/stop-remembering'

/**
 * The first code shows that the authenticator has the secret: from now on two-factor is on. Other sessions end with the
 * old session id; this one goes on under a new one until the app closes. Answers the backup codes, this once.
 */
export const confirmTwoFactor: CallFunction<'confirmTwoFactor'> = async (deps, { code }) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  const { user } = loggedIn.value
  const secret = deps.twoFactorSetup.of(user)
  if (secret === null) return fail({ code: 'wrongCode' })
  const attempt = takeTry(deps, 'code', subjectOf(user))
  if (!attempt.ok) return attempt
  const step = isAuthenticatorCode(code) ? totpStep(secret, code, deps.clock.now()) : null
  if (step === null) return fail({ code: 'wrongCode' })
  const sealed = await deps.twoFactorVault.seal(subjectOf(user).email, secret)
  if (sealed === null) return unspent(deps, user)
  return turnOn(deps, user, sealed, step)
}

/** The code was right; that the key store refuses must not count against it. */
function unspent(deps: CallDeps, user: User): Outcome<never> {
  deps.transaction(() => deps.pauses.clear('code', subjectOf(user)))
  return fail({ code: 'noKeyStore' })
}

/** The deed, if it is still the session in which the set-up was begun: a lock or a log-out meanwhile wins. */
function turnOn(deps: CallDeps, begun: User, totpSecret: string, step: number): Outcome<{ backupCodes: string[] }> {
  const backupCodes = makeBackupCodes(deps.random)
  const renamed = deps.transaction((): Outcome<string> => {
    const loggedIn = whoIsLoggedIn(deps)
    if (!loggedIn.ok) return loggedIn
    const { user } = loggedIn.value
    if (user.id !== begun.id || deps.twoFactorSetup.of(user) === null) return fail({ code: 'wrongCode' })
    deps.users.updateUser(user.id, { totpSecret, totpLastStep: step, ...notKept(deps, user) })
    deps.backupCodes.replaceAll(user.id, backupCodes.map(fingerprint))
    deps.pauses.clear('code', subjectOf(user))
    deps.events.add(user.id, deps.clock.now(), 'twoFactorOn', 'done')
    return done(deps.auth.renameSession(user.id))
  })
  if (!renamed.ok) return renamed
  deps.twoFactorSetup.forget()
  deps.vault.forget()
  deps.holder.rename(renamed.value)
  return done({ backupCodes })
}
