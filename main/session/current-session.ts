/**
 * Which session this window holds: what the cookie was. The id stays in the main process, bound to the one window, and
 * is never shown to the screens (ASVS 7.2.1). How long it lasts is judged by session-limits.ts.
 */
import type { Auth } from '../auth/auth'
import type { Clock } from '../auth/clock'
import { phaseOf, type Instant, type SessionLimits, type SessionPhase, type SessionTimes } from './session-limits'
import type { User } from '../auth/user'
import type { Session } from '../../preload/contract'

export type HolderPolicy = Omit<SessionLimits, 'idleMs'>
export type HolderDeps = {
  auth: Auth
  clock: Clock
  policy: HolderPolicy
  /** The session ran out: ends it in the store and writes that down. Must not throw: it is over for the window in any case. */
  expire: (userId: number) => void
}

export type Held =
  | { held: true; user: User; session: Session }
  | { held: false; reason: 'locked'; user: User }
  | { held: false; reason: 'none' | 'expired' | 'idle' | 'gone' }

type Holding = { sessionId: string; userId: number; times: SessionTimes }

export type SessionHolder = {
  /** The window now holds this session; the one before it is forgotten, not ended. */
  hold: (sessionId: string, user: User) => void
  /** The same session goes on under a new id. */
  rename: (sessionId: string) => void
  /** Who is logged in. A session that is over is ended and let go, and says why once. */
  look: () => Held
  /** The same, and notes the use. */
  use: () => Held
  /** When the person will be logged out for idleness, once that is near; else null. */
  idleLogOutAt: () => number | null
  /** A key or pointer in the window. */
  active: () => void
  lock: () => void
  isLocked: () => boolean
  unlock: () => void
  /** How often it was locked or disturbed: a comparison that began before counts for nothing after it. */
  timesLocked: () => number
  /** The accounts are others now: nothing is held any more, and no comparison that began before counts. */
  disturb: () => void
  /** Whether this is the session of this window. */
  holds: (sessionId: string) => boolean
  release: () => void
}

export function createSessionHolder({ auth, clock, policy, expire }: HolderDeps): SessionHolder {
  let holding: Holding | null = null
  let timesLocked = 0
  const instant = (): Instant => ({ wall: clock.now(), monotonic: clock.monotonic() })

  function look(): Held {
    if (!holding) return { held: false, reason: 'none' }
    const { sessionId, userId, times } = holding
    const user = auth.accountOfSession(sessionId)
    const phase = user && phaseFor(times, user)
    if (user && phase?.phase === 'locked') return { held: false, reason: 'locked', user }
    if (user && phase?.phase !== 'over') return { held: true, user, session: toSession(user, times) }
    holding = null
    if (user) expire(user.id)
    if (phase?.phase === 'over') return { held: false, reason: phase.reason }
    return { held: false, reason: auth.find({ id: userId }) ? 'expired' : 'gone' }
  }

  function phaseFor(times: SessionTimes, user: User): SessionPhase {
    // Taken from the account each time, since "Stop keeping me logged in" and a preference change them.
    const limits = { ...policy, idleMs: user.idleMinutes === null ? null : user.idleMinutes * 60_000 }
    const expiresAt = user.sessionExpiresAt ?? 0
    return phaseOf({ ...times, expiresAt, leftAtStartMs: expiresAt - times.started.wall }, limits, instant())
  }

  function change(times: Partial<SessionTimes>): void {
    if (holding) holding.times = { ...holding.times, ...times }
  }

  return {
    hold(sessionId, user) {
      holding = { sessionId, userId: user.id, times: timesOf(user, instant()) }
    },
    rename(sessionId) {
      if (holding) holding.sessionId = sessionId
    },
    use() {
      const found = look()
      if (!found.held || !holding) return found
      const { lastUsed } = holding.times
      // Never earlier than before: a clock set back a little at a time must not go unnoticed.
      change({ lastUsed: { ...instant(), wall: Math.max(lastUsed.wall, clock.now()) } })
      return { ...found, session: toSession(found.user, holding.times) }
    },
    look,
    idleLogOutAt() {
      const user = holding && auth.accountOfSession(holding.sessionId)
      const phase = holding && user && phaseFor(holding.times, user)
      return phase?.phase === 'warned' ? phase.logOutAt : null
    },
    active() {
      if (look().held) change({ lastActive: instant() })
    },
    lock() {
      if (!look().held) return
      timesLocked += 1
      change({ lockedSince: instant() })
    },
    unlock() {
      change({ lockedSince: null, lastActive: instant() })
    },
    isLocked() {
      const user = holding && auth.accountOfSession(holding.sessionId)
      return holding !== null && user !== null && phaseFor(holding.times, user).phase === 'locked'
    },
    timesLocked: () => timesLocked,
    disturb() {
      timesLocked += 1
      holding = null
    },
    holds: (sessionId) => holding?.sessionId === sessionId,
    release() {
      holding = null
    },
  }
}

/** A session as this window takes it: just opened, or one that was kept over a restart. */
function timesOf(user: User, now: Instant): SessionTimes {
  const expiresAt = user.sessionExpiresAt ?? now.wall
  return {
    started: now,
    expiresAt,
    leftAtStartMs: expiresAt - now.wall,
    lastUsed: { wall: Math.max(user.sessionLastUsedAt ?? now.wall, now.wall), monotonic: now.monotonic },
    lastActive: now,
    lockedSince: null,
  }
}

function toSession(user: User, { lastUsed }: SessionTimes): Session {
  return {
    startedAt: user.sessionStartedAt ?? lastUsed.wall,
    lastUsedAt: lastUsed.wall,
    expiresAt: user.sessionExpiresAt ?? lastUsed.wall,
    remembered: user.sessionRemembered,
  }
}
