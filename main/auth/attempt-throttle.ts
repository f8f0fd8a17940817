/**
 * What stands between a guesser and the comparison. A failure is recorded durably before the password is compared, in
 * the transaction that checks the pause: of fifty guesses at once at most five are compared, and a `kill -9` during the
 * comparison gains nothing (ASVS 6.3.1, 2.4.1). Not defended: whoever can write the account file can clear the counts.
 */
import { checkAttempt, type Attempts, type BackoffPolicy } from './backoff'
import { normaliseEmail } from '../../preload/text'
import type { User } from './user'

export type AttemptKind = 'logIn' | 'recoveryKey' | 'password' | 'code'

/** What the pauses need of the attempts table. */
export type AttemptStore = {
  read(userId: number, kind: AttemptKind): Attempts | null
  write(userId: number, kind: AttemptKind, attempts: Attempts): void
  clear(userId: number, kind: AttemptKind): void
}

export type AttemptThrottlePolicy = BackoffPolicy & {
  unknownEmailsMax: number
  manyEmails: number
  manyEmailsWindowMs: number
  manyEmailsDelayMs: number
}

export type AttemptThrottleDeps = {
  attempts: AttemptStore
  transaction: (run: () => void) => void
  steadyNow: () => number
  policy: AttemptThrottlePolicy
}

/** Somebody who tries: an account, or an email that is nobody's. */
export type Subject = { user: User | null; email: string }

/** An account as a subject, under the email that a person would type. */
export function subjectOf(user: User): Subject {
  return { user, email: normaliseEmail(user.email) }
}

export type AttemptThrottle = {
  /** Records a failure ahead of the comparison; null to go on, else how long the pause still lasts, in ms. */
  begin(kind: AttemptKind, subject: Subject, alongside?: (user: User) => void): number | null
  /** Whether a try is allowed now, nothing recorded: for what is compared at once, in the same transaction. */
  isAllowed(kind: AttemptKind, subject: Subject): boolean
  /** The try was good: the count of this kind starts again. Inside the transaction of the deed. */
  clear(kind: AttemptKind, subject: Subject): void
  /** The write that a known email would have cost, for one that is nobody's: the wait tells nothing. */
  writeDummyAttempt(kind: AttemptKind): void
  /** How much later the answer comes while many emails are being tried, in ms; never a refusal. */
  slowdownMs(): number
}

/** The account number of nobody: an unknown email costs the same write as a known one. */
const noAccountId = 0

export function createAttemptThrottle({
  attempts,
  transaction,
  steadyNow,
  policy,
}: AttemptThrottleDeps): AttemptThrottle {
  const unknown = new Map<string, Attempts>()
  const failedEmails = new Map<string, number>()
  const unknownKey = (kind: AttemptKind, email: string) => `${kind} ${email}`

  function recordOf(kind: AttemptKind, { user, email }: Subject): Attempts | null {
    return user ? attempts.read(user.id, kind) : (unknown.get(unknownKey(kind, email)) ?? null)
  }

  function begin(kind: AttemptKind, subject: Subject, alongside?: (user: User) => void): number | null {
    const { user, email } = subject
    const now = steadyNow()
    const recorded = recordOf(kind, subject)
    const verdict = checkAttempt(recorded, now, policy)
    const record = verdict.allowed ? verdict.next : verdict.kept
    if (verdict.allowed || record.lastAt !== recorded?.lastAt) {
      transaction(() => {
        attempts.write(user?.id ?? noAccountId, kind, user ? record : { count: 0, lastAt: now })
        if (user && verdict.allowed) alongside?.(user)
      })
      if (!user) rememberUnknown(unknownKey(kind, email), record)
    }
    if (verdict.allowed) noteTried(kind, email)
    return verdict.allowed ? null : verdict.leftMs
  }

  /** Taken for a failure until it is cleared, as the record is: of many tries at once none must slip through. */
  function noteTried(kind: AttemptKind, email: string): void {
    if (kind !== 'logIn' && kind !== 'recoveryKey') return
    failedEmails.delete(email)
    failedEmails.set(email, steadyNow())
    if (failedEmails.size > policy.unknownEmailsMax) dropOldest(failedEmails)
  }

  function rememberUnknown(key: string, record: Attempts): void {
    unknown.delete(key)
    unknown.set(key, record)
    if (unknown.size > policy.unknownEmailsMax) dropOldest(unknown)
  }

  function recentFailures(): number {
    const since = steadyNow() - policy.manyEmailsWindowMs
    for (const [email, at] of failedEmails) if (at < since) failedEmails.delete(email)
    return failedEmails.size
  }

  return {
    begin,
    isAllowed: (kind, subject) => checkAttempt(recordOf(kind, subject), steadyNow(), policy).allowed,
    clear(kind, { user, email }) {
      if (user) attempts.clear(user.id, kind)
      unknown.delete(unknownKey(kind, email))
      failedEmails.delete(email)
    },
    writeDummyAttempt: (kind) => attempts.write(noAccountId, kind, { count: 0, lastAt: steadyNow() }),
    slowdownMs: () => (recentFailures() > policy.manyEmails ? policy.manyEmailsDelayMs : 0),
  }
}

function dropOldest(map: Map<string, unknown>): void {
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}
