/**
 * The life of a session as one pure function: times in, its phase out. Two clocks judge, for neither alone is enough: the
 * wall clock can be set, the monotonic one stands still while the computer sleeps. Whichever says more has the last word.
 */

/** The same moment on both clocks, in ms. */
export type Instant = { wall: number; monotonic: number }

export type SessionTimes = {
  started: Instant
  /** The absolute limit, on the wall clock, and how much of it was left when this window took the session. */
  expiresAt: number
  leftAtStartMs: number
  /** The last call; setting the clock back behind it ends the session. */
  lastUsed: Instant
  /** The last key or pointer in the window. */
  lastActive: Instant
  /** Null while it is not locked. */
  lockedSince: Instant | null
}

export type SessionLimits = {
  /** Log-out after so long without a key or pointer; null for never. */
  idleMs: number | null
  /** How long before that the person is warned. */
  idleWarningMs: number
  /** Log-out after so long locked. */
  lockedMs: number
  clockBackToleranceMs: number
}

export type SessionPhase =
  | { phase: 'open' }
  | { phase: 'warned'; logOutAt: number }
  | { phase: 'locked' }
  | { phase: 'over'; reason: 'idle' | 'expired' }

/** Where a session stands now. Once over it must be let go of; nothing brings it back. */
export function phaseOf(times: SessionTimes, limits: SessionLimits, now: Instant): SessionPhase {
  if (now.wall < times.lastUsed.wall - limits.clockBackToleranceMs) return over('expired')
  if (now.wall >= times.expiresAt) return over('expired')
  if (now.monotonic - times.started.monotonic >= times.leftAtStartMs) return over('expired')
  if (times.lockedSince) return since(times.lockedSince, now) >= limits.lockedMs ? over('expired') : { phase: 'locked' }
  return idlePhase(since(times.lastActive, now), limits, now)
}

function idlePhase(idleMs: number, limits: SessionLimits, now: Instant): SessionPhase {
  if (limits.idleMs === null) return { phase: 'open' }
  const leftMs = limits.idleMs - idleMs
  if (leftMs <= 0) return over('idle')
  return leftMs <= warningMs(limits.idleMs, limits)
    ? { phase: 'warned', logOutAt: now.wall + leftMs }
    : { phase: 'open' }
}

/** A minute; half of a limit that is not much longer itself, so that it does not warn all the time. */
function warningMs(idleMs: number, { idleWarningMs }: SessionLimits): number {
  return Math.min(idleWarningMs, idleMs / 2)
}

/** How long ago that was, by the clock that says more. */
export function since(then: Instant, now: Instant): number {
  return Math.max(now.wall - then.wall, now.monotonic - then.monotonic)
}

const over = (reason: 'idle' | 'expired'): SessionPhase => ({ phase: 'over', reason })
