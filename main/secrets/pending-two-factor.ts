/** The secret that was shown and is not confirmed yet: in memory only, for the session that asked for it. */
import type { User } from '../auth/user'

export type PendingTwoFactor = {
  begin(user: User, secret: string): void
  /** The secret begun in this very session; null after a lock, another log-in or a restart. */
  of(user: User): string | null
  forget(): void
}

export function createPendingTwoFactor(): PendingTwoFactor {
  let begun: { userId: number; session: string | null; secret: string } | null = null
  return {
    begin: (user, secret) => {
      begun = { userId: user.id, session: user.sessionId, secret }
    },
    // The id of a session changes with everything that must end a set-up: unlocking, a new log-in, a new password.
    of: ({ id, sessionId }) =>
      begun !== null && begun.userId === id && begun.session === sessionId && sessionId !== null ? begun.secret : null,
    forget: () => {
      begun = null
    },
  }
}
