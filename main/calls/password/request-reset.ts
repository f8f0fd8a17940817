import type { AttemptTarget } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { CallFunction, Deps } from '../call'
import type { CallOutcome } from '../../../preload/contract'
import { ok, err } from '../outcome'
import { findOpenCode } from '../steps/issued-codes'
import { consumeAttempt } from '../steps/preconditions'

type Group = 'auth' | 'tables' | 'time' | 'limits'

/**
 * The seed's `POST /reset_password`. There is no mail server, so the recovery key, or a code that
 * an owner issued for this account, proves the identity. A disabled account is refused like a wrong
 * key. Known and unknown emails both cost one transaction: the same work, the same time.
 */
export const requestReset: CallFunction<'requestReset', Group> = async (deps, { email, recoveryKey }) => {
  const outcome = deps.tables.transaction((): CallOutcome<'requestReset'> => {
    const target = { user: deps.auth.find({ email }), email }
    const isRightKey = deps.auth.verifyRecoveryKey(target.user, recoveryKey)
    const issued = findOpenCode(deps, recoveryKey, 'reset')
    if (target.user?.state === 'active') {
      // An issued code cannot be guessed step by step, so a right one is never paused.
      if (issued?.userId === target.user.id) return issueToken(deps, target.user, email, issued.id)
      if (isRightKey && deps.limits.throttle.isAllowed('recoveryKey', target))
        return issueToken(deps, target.user, email, null)
    }
    const attempt = consumeAttempt(deps, 'recoveryKey', target)
    return attempt.ok ? refuse(deps, target) : attempt
  })
  const slowdownMs = deps.limits.throttle.slowdownMs()
  if (slowdownMs > 0) await deps.time.delay(slowdownMs)
  return outcome
}

/** A right key does not count as an attempt. It does not clear the count either: the reset does. */
function issueToken(deps: Deps<Group>, user: User, email: string, resetCodeId: number | null) {
  deps.tables.events.add(user.id, deps.time.clock.now(), 'resetRequested', 'done')
  const resetToken = deps.auth.getResetPasswordToken(user.email, resetCodeId)
  return ok({ email, resetToken, expiresAt: deps.time.clock.now() + deps.limits.policy.resetTokenMs })
}

function refuse(deps: Deps<Group>, { user }: AttemptTarget) {
  if (user) deps.tables.events.add(user.id, deps.time.clock.now(), 'resetRequested', 'refused')
  else deps.limits.throttle.writeDummyAttempt('recoveryKey')
  return err({ code: 'invalidRecoveryKey' })
}
