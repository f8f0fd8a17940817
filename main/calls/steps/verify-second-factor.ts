/**
 * Checks the second factor after a right password or token. Stateless: there is no half-open
 * session, and the page sends everything again with the code. A failure is recorded before the code
 * is compared, and the change uses up the code in its transaction, so that of two simultaneous uses
 * one succeeds (ASVS 6.5.1, 6.6.2; RFC 6238, 5.2).
 */
import { targetOf } from '../../auth/attempt-throttle'
import { fingerprint } from '../../auth/secrets'
import { totpStep } from '../../auth/two-factor'
import type { User } from '../../auth/user'
import type { ActivityEvent } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { isAuthenticatorCode } from '../../../preload/text'
import type { DataKey } from '../../keys/data-key'
import { isUnderDataKey } from '../../keys/totp-secret'
import type { Deps } from '../call'
import { ok, err, type Err } from '../outcome'
import { totpSecretOf } from './data-key'
import { consumeAttempt } from './preconditions'

/** A right code that is not used up yet; `none` for an account without a second factor. */
export type SecondFactor = { kind: 'none' } | { kind: 'step'; step: number } | { kind: 'backupCode'; hash: string }

/**
 * Requires a right code and returns it for `consumeSecondFactor`. Logs a refused `event` otherwise.
 */
export async function verifySecondFactor(
  deps: Deps<'auth' | 'tables' | 'secrets' | 'time' | 'limits'>,
  user: User,
  code: string | undefined,
  event: ActivityEvent,
  dataKey: DataKey | null,
): Promise<Outcome<SecondFactor, 'secondFactorRequired' | 'wrongCode' | 'tooManyAttempts'>> {
  if (user.totpSecret === null) return ok({ kind: 'none' })
  const secret = await openSecret(deps, user, dataKey)
  const hint = secret === null ? ({ backupCodesOnly: true } as const) : {}
  if (code === undefined) return err({ code: 'secondFactorRequired', ...hint })
  // A code that cannot be compared is not an attempt: backup codes must stay usable.
  if (secret === null && isAuthenticatorCode(code)) return err({ code: 'wrongCode', ...hint })
  const attempt = consumeAttempt(deps, 'code', targetOf(user))
  if (!attempt.ok) return attempt
  const secondFactor = matchCode(deps, user, code, secret)
  return secondFactor ? ok(secondFactor) : wrongCode(deps, user, event, hint)
}

/** The secret of the authenticator; null if neither the data key nor the key store opens it. */
async function openSecret({ secrets }: Deps<'secrets'>, user: User, dataKey: DataKey | null): Promise<string | null> {
  if (user.totpSecret === null) return null
  if (isUnderDataKey(user.totpSecret)) return dataKey && totpSecretOf(user, dataKey)
  return secrets.totpSecrets.open(targetOf(user).email, user.totpSecret)
}

/**
 * Uses up the second factor, in the transaction of the change. False if it was used meanwhile, or
 * if two-factor was turned on, off or set up again since the check: then the change must not
 * happen.
 */
export function consumeSecondFactor(
  deps: Deps<'auth' | 'tables' | 'limits'>,
  user: User,
  secondFactor: SecondFactor,
): boolean {
  const current = deps.auth.find({ id: user.id })
  if (!current || current.totpSecret !== user.totpSecret) return false
  if (secondFactor.kind === 'none') return true
  const isFresh =
    secondFactor.kind === 'step'
      ? consumeStep(deps, current, secondFactor.step)
      : deps.tables.backupCodes.consume(current.id, secondFactor.hash)
  if (isFresh) deps.limits.throttle.clear('code', targetOf(user))
  return isFresh
}

/**
 * The error if `consumeSecondFactor` failed: the code was used up meanwhile, or is now required.
 */
export function secondFactorError(
  deps: Deps<'auth' | 'tables' | 'time'>,
  user: User,
  secondFactor: SecondFactor,
  event: ActivityEvent,
): Err<'secondFactorRequired' | 'wrongCode'> {
  return secondFactor.kind === 'none' ? err({ code: 'secondFactorRequired' }) : wrongCode(deps, user, event)
}

function matchCode(
  deps: Deps<'tables' | 'time'>,
  user: User,
  code: string,
  secret: string | null,
): SecondFactor | null {
  if (!isAuthenticatorCode(code)) {
    const hash = fingerprint(code)
    return deps.tables.backupCodes.has(user.id, hash) ? { kind: 'backupCode', hash } : null
  }
  const step = secret === null ? null : totpStep(secret, code, deps.time.clock.now())
  return step === null || isUsed(user, step) ? null : { kind: 'step', step }
}

function consumeStep({ tables }: Deps<'tables'>, current: User, step: number): boolean {
  if (isUsed(current, step)) return false
  tables.users.updateUser(current.id, { totpLastStep: step })
  return true
}

const isUsed = ({ totpLastStep }: User, step: number) => totpLastStep !== null && step <= totpLastStep

function wrongCode(
  deps: Deps<'auth' | 'tables' | 'time'>,
  user: User,
  event: ActivityEvent,
  hint: { backupCodesOnly?: true } = {},
): Err<'wrongCode'> {
  if (deps.auth.find({ id: user.id })) deps.tables.events.add(user.id, deps.time.clock.now(), event, 'refused')
  return err({ code: 'wrongCode', ...hint })
}
