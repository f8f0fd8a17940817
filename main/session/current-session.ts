/**
 * The session of this window; it replaces the seed's cookie. The id stays in the main process and
 * never reaches the page (ASVS 7.2.1). session-limits.ts decides how long it lasts.
 */
import type { Auth } from '../auth/auth'
import type { Clock } from '../auth/clock'
import {
  phaseOf,
  wallLagMs,
  type Instant,
  type SessionLimits,
  type SessionPhase,
  type SessionTimes,
} from './session-limits'
import type { User, UserChanges } from '../auth/user'
import type { DataKey } from '../keys/data-key'
import type { Session } from '../../preload/contract'

export type CurrentSessionPolicy = Omit<SessionLimits, 'idleMs'>
export type CurrentSessionDeps = {
  auth: Auth
  clock: Clock
  policy: CurrentSessionPolicy
  /**
   * Ends an expired session in the store and logs it. Must not throw: the window drops it anyway.
   */
  expire: (userId: number) => void
}

export type SessionState =
  | { active: true; user: User; session: Session }
  | { active: false; reason: 'locked'; user: User }
  | { active: false; reason: 'none' | 'expired' | 'idle' | 'gone' | 'disabled' }

/** `dataKey`: null while locked, and if the password did not open one. */
type HeldSession = { sessionId: string; userId: number; times: SessionTimes; dataKey: DataKey | null }

export type CurrentSession = {
  /** Makes this the session of the window. Drops the previous one without ending it. */
  set: (sessionId: string, user: User, dataKey: DataKey | null) => void
  /** The data key of the open session. Null if it is locked or over, or if its data is sealed. */
  dataKey: () => DataKey | null
  /** Replaces the data key of the session after a rotation. */
  setDataKey: (dataKey: DataKey | null) => void
  /** Continues the session under a new id. */
  rotateId: (sessionId: string) => void
  /** Gives the session a new id, so that no file names it. Throws StorageError. */
  renewId: () => void
  /** The present state. Ends and drops an expired session, and reports the reason once. */
  peek: () => SessionState
  /** Like `peek`, and records a use. */
  touch: () => SessionState
  /** The time of the log-out for idleness during the warning; else null. */
  idleLogOutAt: () => number | null
  /** Records keyboard or pointer input in the window. */
  noteActivity: () => void
  lock: () => void
  isLocked: () => boolean
  unlock: (dataKey: DataKey | null) => void
  /**
   * Saves the times of a remembered session that must outlive the app: the latest time that the
   * clock showed, and an end that counts the running time while the clock was held back.
   */
  saveTimes: (save: (userId: number, changes: UserChanges) => void) => void
  /** Counts locks and invalidations; a password check from an older generation is void. */
  generation: () => number
  /** The accounts were replaced: drops the session and voids every password check in flight. */
  invalidate: () => void
  /** Whether the window holds the session with this id. */
  is: (sessionId: string) => boolean
  clear: () => void
}

export function createCurrentSession({ auth, clock, policy, expire }: CurrentSessionDeps): CurrentSession {
  let current: HeldSession | null = null
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
    return { active: false, reason: lostReason(auth.find({ id: userId })) }
  }

  function phaseFor(times: SessionTimes, user: User): SessionPhase {
    // Read from the account each time: preferences and "Stop keeping me logged in" change them.
    const limits = { ...policy, idleMs: user.idleMinutes === null ? null : user.idleMinutes * 60_000 }
    const expiresAt = user.sessionExpiresAt ?? 0
    return phaseOf({ ...times, expiresAt, leftAtStartMs: expiresAt - times.started.wall }, limits, instant())
  }

  function change(times: Partial<SessionTimes>): void {
    if (current) current.times = { ...current.times, ...times }
  }

  return {
    set(sessionId, user, dataKey) {
      current = { sessionId, userId: user.id, times: timesOf(user, instant()), dataKey }
    },
    dataKey: () => (peek().active && current ? current.dataKey : null),
    setDataKey(dataKey) {
      if (current) current.dataKey = dataKey
    },
    rotateId(sessionId) {
      if (current) current.sessionId = sessionId
    },
    renewId() {
      if (current) current.sessionId = auth.rotateSessionId(current.userId)
    },
    touch() {
      const state = peek()
      if (!state.active || !current) return state
      const { lastUsed } = current.times
      // Never moves back: setting the clock back in small steps must be noticed too.
      change({ lastUsed: { ...instant(), wall: Math.max(lastUsed.wall, clock.now()) } })
      return { ...state, session: toSession(state.user, current.times) }
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
      if (current) current.dataKey = null
    },
    unlock(dataKey) {
      change({ lockedSince: null, lastActive: instant() })
      if (current) current.dataKey = dataKey
    },
    isLocked() {
      const user = current && auth.findUserBySession(current.sessionId)
      return current !== null && user !== null && phaseFor(current.times, user).phase === 'locked'
    },
    saveTimes(save) {
      const state = peek()
      const user = 'user' in state ? state.user : null
      if (!current || !user?.sessionRemembered) return
      const { started, lastUsed } = current.times
      const now = instant()
      // A restart measures the time left from here, even if its clock shows an earlier time.
      const seenAt = Math.max(now.wall, lastUsed.wall, user.sessionLastUsedAt ?? 0)
      const latest = { ...now, wall: seenAt }
      const lagMs = wallLagMs(started, latest)
      if (lagMs === 0 && seenAt === user.sessionLastUsedAt) return
      save(user.id, { sessionLastUsedAt: seenAt, sessionExpiresAt: (user.sessionExpiresAt ?? 0) - lagMs })
      // The time until here is counted: sleep must not make up for a clock that is held back later.
      change({ started: latest })
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

/** Why an account has lost its session. */
export function lostReason(user: User | null): 'expired' | 'gone' | 'disabled' {
  if (!user) return 'gone'
  return user.state === 'disabled' ? 'disabled' : 'expired'
}

/**
 * The times of a session that the window takes over, new or restored after a restart. A clock that
 * was set back meanwhile, within the tolerance, gives no time back.
 */
function timesOf(user: User, now: Instant): SessionTimes {
  const expiresAt = user.sessionExpiresAt ?? now.wall
  const latest = { ...now, wall: Math.max(user.sessionLastUsedAt ?? now.wall, now.wall) }
  return {
    started: latest,
    expiresAt,
    leftAtStartMs: expiresAt - latest.wall,
    lastUsed: latest,
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
