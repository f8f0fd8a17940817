import type { Subject } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { CallDeps, CallFunction } from '../call'
import { done, fail } from '../outcome'
import { takeTry } from '../steps/preconditions'

/**
 * What `POST /reset_password` was; there is no mail server, so it takes the recovery key as proof. One transaction
 * either way, known email or not: the same work, the same time.
 */
export const requestReset: CallFunction<'requestReset'> = async (deps, { email, recoveryKey }) => {
  const outcome = deps.transaction(() => {
    const subject = { user: deps.auth.find({ email }), email }
    const owned = deps.auth.ownsRecoveryKey(subject.user, recoveryKey)
    if (subject.user && owned && deps.pauses.open('recoveryKey', subject)) return grant(deps, subject.user, email)
    const attempt = takeTry(deps, 'recoveryKey', subject)
    return attempt.ok ? refuse(deps, subject) : attempt
  })
  const slowdownMs = deps.pauses.slowdownMs()
  if (slowdownMs > 0) await deps.delay(slowdownMs)
  return outcome
}

/** A right key is no failure, and clears none either: only the reset does. */
function grant(deps: CallDeps, user: User, email: string) {
  deps.events.add(user.id, deps.clock.now(), 'resetRequested', 'done')
  const resetToken = deps.auth.getResetPasswordToken(user.email)
  return done({ email, resetToken, expiresAt: deps.clock.now() + deps.policy.resetTokenMs })
}

function refuse(deps: CallDeps, { user }: Subject) {
  if (user) deps.events.add(user.id, deps.clock.now(), 'resetRequested', 'refused')
  else deps.pauses.pretend('recoveryKey')
  return fail({ code: 'invalidRecoveryKey' })
}
