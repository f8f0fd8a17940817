/** The failures on record: how many, and when the last one was (steady time). */
export type Attempts = { count: number; lastAt: number }

export type BackoffPolicy = {
  attemptsBeforePause: number
  firstPauseMs: number
  maxPauseMs: number
  attemptsExpireAfterMs: number
}

/**
 * `next` is the record to store before the attempt. `adjusted` is the present record, its last
 * failure moved to now if the clock was set back.
 */
export type AttemptDecision =
  { allowed: true; next: Attempts } | { allowed: false; retryAfterMs: number; adjusted: Attempts }

/**
 * Decides whether one more attempt may be compared. Pure. A clock that reads earlier than the last
 * failure restarts the pause from now: setting the clock back gains nothing and never costs more
 * than one full pause. The count expires only by time since `startedAt`, the start of the app: what
 * a clock shows of the time before may have been set.
 */
export function checkAttempt(
  recorded: Attempts | null,
  now: number,
  policy: BackoffPolicy,
  startedAt = 0,
): AttemptDecision {
  const attempts = adjustToClock(recorded, now, policy, startedAt)
  const retryAfterMs = pauseAfter(attempts.count, policy) - (now - attempts.lastAt)
  if (retryAfterMs > 0) return { allowed: false, retryAfterMs, adjusted: attempts }
  return { allowed: true, next: { count: attempts.count + 1, lastAt: now } }
}

/** The pause after the n-th failure in a row: none for four, then 30 s, doubling up to 15 min. */
export function pauseAfter(count: number, policy: BackoffPolicy): number {
  const doublings = count - policy.attemptsBeforePause
  if (doublings < 0) return 0
  return Math.min(policy.maxPauseMs, policy.firstPauseMs * 2 ** Math.min(doublings, 30))
}

function adjustToClock(
  recorded: Attempts | null,
  now: number,
  { attemptsExpireAfterMs }: BackoffPolicy,
  startedAt: number,
): Attempts {
  const isExpired = recorded !== null && now - Math.max(recorded.lastAt, startedAt) >= attemptsExpireAfterMs
  if (!recorded || isExpired) return { count: 0, lastAt: now }
  return { count: recorded.count, lastAt: Math.min(recorded.lastAt, now) }
}
