/**
 * Which session this window holds: what the cookie was. The id stays in the main process, bound to the one window, and
 * is never shown to the screens (ASVS 7.2.1). A session is over when either clock says so (contract.md, "Sessions").
 */
import type { Auth } from './auth/auth'
import type { Clock } from './auth/clock'
import type { User } from './auth/user'
import type { Session } from '../preload/contract'

export type HolderPolicy = { sessionMs: number; rememberedSessionMs: number; clockBackToleranceMs: number }
export type HolderDeps = {
  auth: Auth
  clock: Clock
  policy: HolderPolicy
  /** The session ran out: ends it in the store and writes that down. Must not throw: it is over for the window in any case. */
  expire: (userId: number) => void
}

export type Held = { held: true; user: User; session: Session } | { held: false; reason: 'none' | 'expired' | 'gone' }

type Holding = { sessionId: string; userId: number; startedMonotonic: number; lastUsedAt: number; limitMs: number }

export type SessionHolder = {
  /** The window now holds this session; the one before it is forgotten, not ended. */
  hold(sessionId: string, user: User): void
  /** The same session goes on under a new id. */
  rename(sessionId: string): void
  /** Who is logged in, and notes the use; a session that is over is ended and let go, and says why once. */
  current(): Held
  /** The same without noting a use: for the timer. */
  check(): Held
  release(): void
}

export function createSessionHolder({ auth, clock, policy, expire }: HolderDeps): SessionHolder {
  let holding: Holding | null = null

  function look(): Held {
    if (!holding) return { held: false, reason: 'none' }
    const { sessionId, userId, lastUsedAt } = holding
    const user = auth.accountOfSession(sessionId)
    if (user && !isOver(holding, user)) return { held: true, user, session: toSession(user, lastUsedAt) }
    holding = null
    if (user) expire(user.id)
    return { held: false, reason: auth.find({ id: userId }) ? 'expired' : 'gone' }
  }

  function isOver({ startedMonotonic, lastUsedAt, limitMs }: Holding, user: User): boolean {
    const now = clock.now()
    const setBack = now < lastUsedAt - policy.clockBackToleranceMs
    return setBack || now >= (user.sessionExpiresAt ?? 0) || clock.monotonic() - startedMonotonic >= limitMs
  }

  return {
    hold(sessionId, user) {
      holding = {
        sessionId,
        userId: user.id,
        startedMonotonic: clock.monotonic(),
        lastUsedAt: clock.now(),
        limitMs: user.sessionRemembered ? policy.rememberedSessionMs : policy.sessionMs,
      }
    },
    rename(sessionId) {
      if (holding) holding.sessionId = sessionId
    },
    current() {
      const found = look()
      if (found.held && holding) holding.lastUsedAt = Math.max(holding.lastUsedAt, clock.now())
      return found.held && holding ? { ...found, session: { ...found.session, lastUsedAt: holding.lastUsedAt } } : found
    },
    check: look,
    release() {
      holding = null
    },
  }
}

function toSession(user: User, lastUsedAt: number): Session {
  const startedAt = user.sessionStartedAt ?? lastUsedAt
  return { startedAt, lastUsedAt, expiresAt: user.sessionExpiresAt ?? lastUsedAt, remembered: user.sessionRemembered }
}
