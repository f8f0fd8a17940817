import type { AttemptTarget } from '../../auth/attempt-throttle'
import { fingerprint } from '../../auth/secrets'
import type { User } from '../../auth/user'
import type { DataKey } from '../../keys/data-key'
import { openRecoverySlot } from '../../keys/slots'
import type { CallFunction, Deps } from '../call'
import type { CallOutcome } from '../../../preload/contract'
import { normaliseEmail } from '../../../preload/text'
import { ok, err } from '../outcome'
import { privateDataAfterReset } from '../steps/data-key'
import { findOpenCode } from '../steps/issued-codes'
import { consumeAttempt } from '../steps/preconditions'

type Group = 'auth' | 'tables' | 'secrets' | 'time' | 'limits'

/**
 * The seed's `POST /reset_password`. There is no mail server, so the recovery key, or a code that
 * an owner issued for this account, proves the identity. A disabled account is refused like a wrong
 * key. Known and unknown emails both cost one transaction: the same work, the same time. A recovery
 * key also opens the data key, which main holds with the token.
 */
export const requestReset: CallFunction<'requestReset', Group> = async (deps, { email, recoveryKey }) => {
  const { outcome, hold } = deps.tables.transaction((): Requested => {
    const target = { user: deps.auth.find({ email }), email }
    const isRightKey = deps.auth.verifyRecoveryKey(target.user, recoveryKey)
    const issued = findOpenCode(deps, recoveryKey, 'reset')
    if (target.user?.state === 'active') {
      // An issued code cannot be guessed step by step, so a right one is never paused.
      if (issued?.userId === target.user.id)
        return issueToken(deps, target.user, email, { code: issued.id, dataKey: null })
      if (isRightKey && deps.limits.throttle.isAllowed('recoveryKey', target))
        return issueToken(deps, target.user, email, { code: null, dataKey: openWithKey(target.user, recoveryKey) })
    }
    const attempt = consumeAttempt(deps, 'recoveryKey', target)
    return { outcome: attempt.ok ? refuse(deps, target) : attempt }
  })
  // Only now: a transaction that fails leaves the former token, and its key, as they were.
  hold?.()
  const slowdownMs = deps.limits.throttle.slowdownMs()
  if (slowdownMs > 0) await deps.time.delay(slowdownMs)
  return outcome
}

type Requested = { outcome: CallOutcome<'requestReset'>; hold?: () => void }

/** What proved the identity: an issued code, or a recovery key and the data key that it opened. */
type ResetProof = { code: number | null; dataKey: DataKey | null }

function openWithKey({ email, recoverySlot }: User, recoveryKey: string): DataKey | null {
  return recoverySlot === null ? null : openRecoverySlot(recoverySlot, normaliseEmail(email), recoveryKey)
}

/** A right key does not count as an attempt. It does not clear the count either: the reset does. */
function issueToken(deps: Deps<Group>, user: User, email: string, { code, dataKey }: ResetProof): Requested {
  deps.tables.events.add(user.id, deps.time.clock.now(), 'resetRequested', 'done')
  const { resetTokenMs } = deps.limits.policy
  const { resetKeys } = deps.secrets
  const resetToken = deps.auth.getResetPasswordToken(user.email, code)
  const privateData = privateDataAfterReset(user, dataKey, code !== null)
  return {
    outcome: ok({ email, resetToken, expiresAt: deps.time.clock.now() + resetTokenMs, privateData }),
    hold() {
      resetKeys.forget(user.resetToken)
      resetKeys.hold(fingerprint(resetToken), dataKey, deps.time.steadyNow() + resetTokenMs)
    },
  }
}

function refuse(deps: Deps<Group>, { user }: AttemptTarget) {
  if (user) deps.tables.events.add(user.id, deps.time.clock.now(), 'resetRequested', 'refused')
  else deps.limits.throttle.writeDummyAttempt('recoveryKey')
  return err({ code: 'invalidRecoveryKey' })
}
