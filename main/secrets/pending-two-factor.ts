/**
 * The two-factor secret that is shown but not confirmed, in memory only and bound to its session.
 */
import type { User } from '../auth/user'

export type PendingTwoFactor = {
  begin(user: User, secret: string): void
  /** The secret begun in this session; null after a lock, another log-in or a restart. */
  secretOf(user: User): string | null
  forget(): void
}

export function createPendingTwoFactor(): PendingTwoFactor {
  let pending: { userId: number; session: string | null; secret: string } | null = null
  return {
    begin: (user, secret) => {
      pending = { userId: user.id, session: user.sessionId, secret }
    },
    // Everything that must end a set-up changes the session id: unlocking, a log-in, a new
    // password.
    secretOf: ({ id, sessionId }) =>
      pending !== null && pending.userId === id && pending.session === sessionId && sessionId !== null
        ? pending.secret
        : null,
    forget: () => {
      pending = null
    },
  }
}
