/**
 * Which session this window holds: what the cookie was. The id stays in the main process, bound to the one window, and
 * is never shown to the screens (ASVS 7.2.1). How long it lasts is judged by session-limits.ts.
 */
import type { Auth } from '../auth/auth'
import type { Clock } from '../auth/clock'
import { phaseOf, type Instant, type SessionLimits, type SessionPhase, type SessionTimes } from './session-limits'
import type { User } from '../auth/user'
import type { Session } from '../../preload/contract'

export type CurrentSessionPolicy = Omit<SessionLimits, 'idleMs'>
export type CurrentSessionDeps = {
  auth: Auth
  clock: Clock
  policy: CurrentSessionPolicy
  /** The session ran out: ends it in the store and writes that down. Must not throw: it is over for the window in any case. */
  expire: (userId: number) => void
}

export type SessionState =
  | { active: true; user: User; session: Session }
  | { active: false; reason: 'locked'; user: User }
  | { active: false; reason: 'none' | 'expired' | 'idle' | 'gone' }

type SessionOfWindow = { sessionId: string; userId: number; times: SessionTimes }

export type CurrentSession = {
  /** The window now holds this session; the one before it is forgotten, not ended. */
  set: (sessionId: string, user: User) => void
  /** The same session goes on under a new id. */
  rotateId: (sessionId: string) => void
  /** Who is logged in. A session that is over is ended and let go, and says why once. */
  peek: () => SessionState
  /** The same, and notes the use. */
  touch: () => SessionState
  /** When the person will be logged out for idleness, once that is near; else null. */
  idleLogOutAt: () => number | null
  /** A key or pointer in the window. */
  noteActivity: () => void
  lock: () => void
  isLocked: () => boolean
  unlock: () => void
  /** How often it was locked or disturbed: a comparison that began before counts for nothing after it. */
  generation: () => number
  /** The accounts are others now: nothing is held any more, and no comparison that began before counts. */
  invalidate: () => void
  /** Whether this is the session of this window. */
  is: (sessionId: string) => boolean
  clear: () => void
}

export function createCurrentSession({ auth, clock, policy, expire }: CurrentSessionDeps): CurrentSession {
  let current: SessionOfWindow | null = null
  let generation = 0
  const instant = (): Instant => ({ wall: clock.now(), monotonic: clock.monotonic() })

  function peek(): SessionState {
    if (!current) return { active: false, reason: 'none' }
    const { sessionId, userId, times } = current
    const user = auth.findUserBySession(sessionId)
    const phase = user && phaseFor(times, user)
    if (user && phase?.phase === 'locked') return { active: false, reason: 'locked', user }
    if (user && phase?.phase !== 'over') return { active: true, user, session: toSession(user, times) }
    current = null
    if (user) expire(user.id)
    if (phase?.phase === 'over') return { active: false, reason: phase.reason }
    return { active: false, reason: auth.find({ id: userId }) ? 'expired' : 'gone' }
  }

  function phaseFor(times: SessionTimes, user: User): SessionPhase {
    // Taken from the account each time, since "Stop keeping me logged in" and a preference change them.
    const limits = { ...policy, idleMs: user.idleMinutes === null ? null : user.idleMinutes * 60_000 }
    const expiresAt = user.sessionExpiresAt ?? 0
    return phaseOf({ ...times, expiresAt, leftAtStartMs: expiresAt - times.started.wall }, limits, instant())
  }

  function change(times: Partial<SessionTimes>): void {
    if (current) current.times = { ...current.times, ...times }
  }

  return {
    set(sessionId, user) {
      current = { sessionId, userId: user.id, times: timesOf(user, instant()) }
    },
    rotateId(sessionId) {
      if (current) current.sessionId = sessionId
    },
    touch() {
      const found = peek()
      if (!found.active || !current) return found
      const { lastUsed } = current.times
      // Never earlier than before: a clock set back a little at a time must not go unnoticed.
      change({ lastUsed: { ...instant(), wall: Math.max(lastUsed.wall, clock.now()) } })
      return { ...found, session: toSession(found.user, current.times) }
    },
    peek,
    idleLogOutAt() {
      const user = current && auth.findUserBySession(current.sessionId)
      const phase = current && user && phaseFor(current.times, user)
      return phase?.phase === 'warned' ? phase.logOutAt : null
    },
    noteActivity() {
      if (peek().active) change({ lastActive: instant() })
    },
    lock() {
      if (!peek().active) return
      generation += 1
      change({ lockedSince: instant() })
    },
    unlock() {
      change({ lockedSince: null, lastActive: instant() })
    },
    isLocked() {
      const user = current && auth.findUserBySession(current.sessionId)
      return current !== null && user !== null && phaseFor(current.times, user).phase === 'locked'
    },
    generation: () => generation,
    invalidate() {
      generation += 1
      current = null
    },
    is: (sessionId) => current?.sessionId === sessionId,
    clear() {
      current = null
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
