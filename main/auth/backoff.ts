/** How many failures stand on record, and when the last one was (steady time). */
export type Attempts = { count: number; lastAt: number }

export type BackoffPolicy = {
  attemptsBeforePause: number
  firstPauseMs: number
  longestPauseMs: number
  attemptsForgottenMs: number
}

/** Either the record that this try would leave if it fails, or how long the pause still lasts. */
export type Verdict = { allowed: true; next: Attempts } | { allowed: false; leftMs: number; kept: Attempts }

/**
 * Whether one more try may be compared. Pure: what is on record and the time in, a verdict out. A clock that reads
 * earlier than the last failure starts the pause again from now, and `kept` says so, so that setting it back gains
 * nothing and never costs more than one full pause.
 */
export function checkAttempt(recorded: Attempts | null, now: number, policy: BackoffPolicy): Verdict {
  const attempts = anchored(recorded, now, policy)
  const leftMs = pauseAfter(attempts.count, policy) - (now - attempts.lastAt)
  if (leftMs > 0) return { allowed: false, leftMs, kept: attempts }
  return { allowed: true, next: { count: attempts.count + 1, lastAt: now } }
}

/** The pause that follows the n-th failure in a row: none for the first four, then 30 s doubling up to 15 min. */
export function pauseAfter(count: number, policy: BackoffPolicy): number {
  const doublings = count - policy.attemptsBeforePause
  if (doublings < 0) return 0
  return Math.min(policy.longestPauseMs, policy.firstPauseMs * 2 ** Math.min(doublings, 30))
}

function anchored(recorded: Attempts | null, now: number, policy: BackoffPolicy): Attempts {
  if (!recorded || now - recorded.lastAt >= policy.attemptsForgottenMs) return { count: 0, lastAt: now }
  return { count: recorded.count, lastAt: Math.min(recorded.lastAt, now) }
}
