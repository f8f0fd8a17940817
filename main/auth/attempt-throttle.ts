/**
 * Limits guessing. A failure is recorded durably before the secret is compared, in the transaction
 * that checks the pause: of fifty simultaneous guesses at most five are compared, and a `kill -9`
 * during the comparison gains nothing (ASVS 6.3.1, 2.4.1). A clock that is set forward while the
 * app is closed ends a pause, which allows one guess; the count goes on. Not defended: anyone who
 * can write the account file can clear the counts.
 */
import { checkAttempt, type Attempts, type BackoffPolicy } from './backoff'
import { normaliseEmail } from '../../preload/text'
import type { User } from './user'

/**
 * What is guessed, as the rows name it. `logIn` is the account's password, wherever it is asked:
 * otherwise each place would allow five more guesses at once.
 */
export type AttemptKind = 'logIn' | 'recoveryKey' | 'code' | 'invitation'

/** What the throttle needs of the attempts table. */
export type AttemptStore = {
  read(userId: number, kind: AttemptKind): Attempts | null
  write(userId: number, kind: AttemptKind, attempts: Attempts): void
  clear(userId: number, kind: AttemptKind): void
}

export type AttemptThrottlePolicy = BackoffPolicy & {
  unknownEmailsMax: number
  sprayThreshold: number
  sprayWindowMs: number
  sprayDelayMs: number
}

export type AttemptThrottleDeps = {
  attempts: AttemptStore
  transaction: (run: () => void) => void
  steadyNow: () => number
  policy: AttemptThrottlePolicy
}

/** What a guess aims at: an account, or an email without an account. */
export type AttemptTarget = { user: User | null; email: string }

/** Invitations are for no account yet: guesses at them count for the app as a whole. */
export const anyInvitation: AttemptTarget = { user: null, email: '' }

/** An account as a target, with its email as a person would type it. */
export function targetOf(user: User): AttemptTarget {
  return { user, email: normaliseEmail(user.email) }
}

export type AttemptThrottle = {
  /** Records a failure before the comparison. Null if allowed, else the rest of the pause in ms. */
  consume(kind: AttemptKind, target: AttemptTarget, alsoWrite?: (user: User) => void): number | null
  /**
   * Whether an attempt is allowed now; records nothing. For a secret that is compared at once, in
   * the same transaction.
   */
  isAllowed(kind: AttemptKind, target: AttemptTarget): boolean
  /** Resets the count of this kind after a right secret, in the transaction of the change. */
  clear(kind: AttemptKind, target: AttemptTarget): void
  /**
   * Costs an unknown email the write that a known one costs, so that the response time reveals
   * nothing.
   */
  writeDummyAttempt(kind: AttemptKind): void
  /** The delay of answers in ms while many emails are being tried (password spraying). */
  slowdownMs(): number
}

/**
 * The user id of records without an account: of guesses at invitations, and of dummies, because an
 * unknown email costs the same write as a known one.
 */
const noAccountId = 0

export function createAttemptThrottle({
  attempts,
  transaction,
  steadyNow,
  policy,
}: AttemptThrottleDeps): AttemptThrottle {
  const startedAt = steadyNow()
  const unknownEmails = new Map<string, Attempts>()
  /** When an attempt for each email was last allowed; right secrets remove theirs. */
  const recentEmails = new Map<string, number>()
  const unknownKey = (kind: AttemptKind, email: string) => `${kind} ${email}`

  function recordedAttempts(kind: AttemptKind, { user, email }: AttemptTarget): Attempts | null {
    if (kind === 'invitation') return attempts.read(noAccountId, kind)
    return user ? attempts.read(user.id, kind) : (unknownEmails.get(unknownKey(kind, email)) ?? null)
  }

  function consume(kind: AttemptKind, target: AttemptTarget, alsoWrite?: (user: User) => void): number | null {
    const { user, email } = target
    const now = steadyNow()
    const recorded = recordedAttempts(kind, target)
    const decision = checkAttempt(recorded, now, policy, startedAt)
    const record = decision.allowed ? decision.next : decision.adjusted
    if (decision.allowed || record.lastAt !== recorded?.lastAt) {
      transaction(() => {
        const isCounted = user !== null || kind === 'invitation'
        attempts.write(user?.id ?? noAccountId, kind, isCounted ? record : { count: 0, lastAt: now })
        if (user && decision.allowed) alsoWrite?.(user)
      })
      if (!user && kind !== 'invitation') rememberUnknownEmail(unknownKey(kind, email), record)
    }
    if (decision.allowed) recordRecentEmail(kind, email)
    return decision.allowed ? null : decision.retryAfterMs
  }

  /** Counts as a failure until it is cleared, so that simultaneous attempts all count. */
  function recordRecentEmail(kind: AttemptKind, email: string): void {
    if (kind !== 'logIn' && kind !== 'recoveryKey') return
    recentEmails.delete(email)
    recentEmails.set(email, steadyNow())
    if (recentEmails.size > policy.unknownEmailsMax) dropOldest(recentEmails)
  }

  function rememberUnknownEmail(key: string, record: Attempts): void {
    unknownEmails.delete(key)
    unknownEmails.set(key, record)
    if (unknownEmails.size > policy.unknownEmailsMax) dropOldest(unknownEmails)
  }

  function countRecentEmails(): number {
    const since = steadyNow() - policy.sprayWindowMs
    for (const [email, at] of recentEmails) if (at < since) recentEmails.delete(email)
    return recentEmails.size
  }

  return {
    consume,
    isAllowed(kind, target) {
      return checkAttempt(recordedAttempts(kind, target), steadyNow(), policy, startedAt).allowed
    },
    clear(kind, { user, email }) {
      if (user || kind === 'invitation') attempts.clear(user?.id ?? noAccountId, kind)
      unknownEmails.delete(unknownKey(kind, email))
      recentEmails.delete(email)
    },
    writeDummyAttempt: (kind) => attempts.write(noAccountId, kind, { count: 0, lastAt: steadyNow() }),
    slowdownMs: () => (countRecentEmails() > policy.sprayThreshold ? policy.sprayDelayMs : 0),
  }
}

function dropOldest(map: Map<string, unknown>): void {
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}
