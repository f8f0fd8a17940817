/**
 * The second factor of an account that has one, after its password or token was right. Stateless: no half-open session,
 * the screen sends everything again with the code. The try is recorded as a failure before the code is looked at, and the
 * code is used up in the transaction of the deed, so that of two at once one opens (ASVS 6.5.1, 6.6.2; RFC 6238, 5.2).
 */
import { subjectOf } from '../../auth/attempt-throttle'
import { fingerprint } from '../../auth/secrets'
import { totpStep } from '../../auth/two-factor'
import type { User } from '../../auth/user'
import type { ActivityEvent } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { isAuthenticatorCode } from '../../../preload/text'
import type { Deps } from '../call'
import { ok, err, type Err } from '../outcome'
import { consumeAttempt } from './preconditions'

/** What proved the second factor, not yet used up; `none` for an account that has none. */
export type SecondFactor = { kind: 'none' } | { kind: 'step'; step: number } | { kind: 'backupCode'; hash: string }

/** Asks for the code, refuses a wrong one, or answers what the deed must spend. `event` is what is refused with it. */
export async function verifySecondFactor(
  deps: Deps<'auth' | 'tables' | 'secrets' | 'time' | 'limits'>,
  user: User,
  code: string | undefined,
  event: ActivityEvent,
): Promise<Outcome<SecondFactor, 'secondFactorRequired' | 'wrongCode' | 'tooManyAttempts'>> {
  if (user.totpSecret === null) return ok({ kind: 'none' })
  const secret = await deps.secrets.totpSecrets.open(subjectOf(user).email, user.totpSecret)
  const only = secret === null ? ({ backupCodesOnly: true } as const) : {}
  if (code === undefined) return err({ code: 'secondFactorRequired', ...only })
  // Nothing that could be compared is no guess: it must not pause the backup code that is meant to help.
  if (secret === null && isAuthenticatorCode(code)) return err({ code: 'wrongCode', ...only })
  const attempt = consumeAttempt(deps, 'code', subjectOf(user))
  if (!attempt.ok) return attempt
  const found = read(deps, user, code, secret)
  return found ? ok(found) : wrongCode(deps, user, event, only)
}

/**
 * Uses the second factor up, inside the transaction of the deed: false if somebody used it first, or if two-factor was
 * turned on, off or set up anew since it was checked. Then nothing may be done.
 */
export function consumeSecondFactor(
  deps: Deps<'auth' | 'tables' | 'limits'>,
  user: User,
  factor: SecondFactor,
): boolean {
  const now = deps.auth.find({ id: user.id })
  if (!now || now.totpSecret !== user.totpSecret) return false
  if (factor.kind === 'none') return true
  const isFresh =
    factor.kind === 'step' ? takeStep(deps, now, factor.step) : deps.tables.backupCodes.spend(now.id, factor.hash)
  if (isFresh) deps.limits.throttle.clear('code', subjectOf(user))
  return isFresh
}

/** What the deed could not spend: a code that is used up by now, or one that was never asked for. */
export function secondFactorError(
  deps: Deps<'auth' | 'tables' | 'time'>,
  user: User,
  factor: SecondFactor,
  event: ActivityEvent,
): Err<'secondFactorRequired' | 'wrongCode'> {
  return factor.kind === 'none' ? err({ code: 'secondFactorRequired' }) : wrongCode(deps, user, event)
}

function read(deps: Deps<'tables' | 'time'>, user: User, code: string, secret: string | null): SecondFactor | null {
  if (!isAuthenticatorCode(code)) {
    const hash = fingerprint(code)
    return deps.tables.backupCodes.has(user.id, hash) ? { kind: 'backupCode', hash } : null
  }
  const step = secret === null ? null : totpStep(secret, code, deps.time.clock.now())
  return step === null || isUsed(user, step) ? null : { kind: 'step', step }
}

function takeStep({ tables }: Deps<'tables'>, now: User, step: number): boolean {
  if (isUsed(now, step)) return false
  tables.users.updateUser(now.id, { totpLastStep: step })
  return true
}

const isUsed = ({ totpLastStep }: User, step: number) => totpLastStep !== null && step <= totpLastStep

function wrongCode(
  deps: Deps<'auth' | 'tables' | 'time'>,
  user: User,
  event: ActivityEvent,
  only: { backupCodesOnly?: true } = {},
): Err<'wrongCode'> {
  if (deps.auth.find({ id: user.id })) deps.tables.events.add(user.id, deps.time.clock.now(), event, 'refused')
  return err({ code: 'wrongCode', ...only })
}
