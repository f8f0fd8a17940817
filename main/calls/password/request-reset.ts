import type { Subject } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { CallFunction, Deps } from '../call'
import type { CallOutcome } from '../../../preload/contract'
import { ok, err } from '../outcome'
import { consumeAttempt } from '../steps/preconditions'

type Group = 'auth' | 'tables' | 'time' | 'limits'

/**
 * What `POST /reset_password` was; there is no mail server, so it takes the recovery key as proof. One transaction
 * either way, known email or not: the same work, the same time.
 */
export const requestReset: CallFunction<'requestReset', Group> = async (deps, { email, recoveryKey }) => {
  const outcome = deps.tables.transaction((): CallOutcome<'requestReset'> => {
    const subject = { user: deps.auth.find({ email }), email }
    const owned = deps.auth.verifyRecoveryKey(subject.user, recoveryKey)
    if (subject.user && owned && deps.limits.throttle.isAllowed('recoveryKey', subject))
      return grant(deps, subject.user, email)
    const attempt = consumeAttempt(deps, 'recoveryKey', subject)
    return attempt.ok ? refuse(deps, subject) : attempt
  })
  const slowdownMs = deps.limits.throttle.slowdownMs()
  if (slowdownMs > 0) await deps.time.delay(slowdownMs)
  return outcome
}

/** A right key is no failure, and clears none either: only the reset does. */
function grant(deps: Deps<Group>, user: User, email: string) {
  deps.tables.events.add(user.id, deps.time.clock.now(), 'resetRequested', 'done')
  const resetToken = deps.auth.getResetPasswordToken(user.email)
  return ok({ email, resetToken, expiresAt: deps.time.clock.now() + deps.limits.policy.resetTokenMs })
}

function refuse(deps: Deps<Group>, { user }: Subject) {
  if (user) deps.tables.events.add(user.id, deps.time.clock.now(), 'resetRequested', 'refused')
  else deps.limits.throttle.writeDummyAttempt('recoveryKey')
  return err({ code: 'invalidRecoveryKey' })
}
