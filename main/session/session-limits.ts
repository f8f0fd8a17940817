/**
 * The lifetime of a session as a pure function from times to a phase. It uses two clocks, because
 * the wall clock can be set and the monotonic clock stops while the computer sleeps. The clock that
 * shows more elapsed time decides.
 */

/** One moment on both clocks, in ms. */
export type Instant = { wall: number; monotonic: number }

export type SessionTimes = {
  started: Instant
  /** The absolute limit on the wall clock, and the time left when the window took the session. */
  expiresAt: number
  leftAtStartMs: number
  /** The last call. Setting the clock back to before it ends the session. */
  lastUsed: Instant
  /** The last keyboard or pointer input in the window. */
  lastActive: Instant
  /** Null unless locked. */
  lockedSince: Instant | null
}

export type SessionLimits = {
  /** Time without keyboard or pointer input until log-out; null for never. */
  idleMs: number | null
  /** How long before that log-out the warning appears. */
  idleWarningMs: number
  /** Time until a locked session ends. */
  lockedMs: number
  clockBackToleranceMs: number
}

export type SessionPhase =
  | { phase: 'open' }
  | { phase: 'warned'; logOutAt: number }
  | { phase: 'locked' }
  | { phase: 'over'; reason: 'idle' | 'expired' }

/** The phase of a session now. The caller must drop a session that is over. */
export function phaseOf(times: SessionTimes, limits: SessionLimits, now: Instant): SessionPhase {
  if (now.wall < times.lastUsed.wall - limits.clockBackToleranceMs) return over('expired')
  if (now.wall >= times.expiresAt) return over('expired')
  if (now.monotonic - times.started.monotonic >= times.leftAtStartMs) return over('expired')
  if (times.lockedSince)
    return elapsedMs(times.lockedSince, now) >= limits.lockedMs ? over('expired') : { phase: 'locked' }
  return idlePhase(elapsedMs(times.lastActive, now), limits, now)
}

function idlePhase(idleMs: number, limits: SessionLimits, now: Instant): SessionPhase {
  if (limits.idleMs === null) return { phase: 'open' }
  const leftMs = limits.idleMs - idleMs
  if (leftMs <= 0) return over('idle')
  return leftMs <= warningMs(limits.idleMs, limits)
    ? { phase: 'warned', logOutAt: now.wall + leftMs }
    : { phase: 'open' }
}

/** At most half of the idle limit, so that a short limit does not warn all the time. */
function warningMs(idleMs: number, { idleWarningMs }: SessionLimits): number {
  return Math.min(idleWarningMs, idleMs / 2)
}

/** The elapsed time by the clock that shows more. */
export function elapsedMs(then: Instant, now: Instant): number {
  return Math.max(now.wall - then.wall, now.monotonic - then.monotonic)
}

/** How far the wall clock is behind the running time since `then`, because it was set back. */
export function wallLagMs(then: Instant, now: Instant): number {
  return Math.max(0, Math.floor(now.monotonic - then.monotonic - (now.wall - then.wall)))
}

const over = (reason: 'idle' | 'expired'): SessionPhase => ({ phase: 'over', reason })
