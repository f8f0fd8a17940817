import type { Deps } from '../call'
import { despiteStore } from './log-storage-errors'

/**
 * Keeps the session of this window over a restart, once the key store has taken it. Not being kept is no failure: then it
 * is a session as any other. What happens while the key store is asked (a lock, another log-in, a log-out) wins.
 */
export async function keepSession(
  deps: Deps<'auth' | 'tables' | 'session' | 'limits' | 'log'>,
  sessionId: string,
): Promise<void> {
  const { auth } = deps
  const { vault, holder } = deps.session
  const user = auth.accountOfSession(sessionId)
  if (!user) return
  const stillWanted = () => holder.holds(sessionId) && !holder.isLocked()
  const kept = await vault.keep({ sessionId, userId: user.id }, stillWanted)
  if (!stillWanted()) return
  despiteStore(deps.log, 'keeping a session', () => note(deps, sessionId, kept))
  const noted = auth.accountOfSession(sessionId)
  if (kept && !noted?.sessionRemembered) vault.forget()
  if (noted) holder.hold(sessionId, noted)
}

function note({ auth, tables, limits }: Deps<'auth' | 'tables' | 'limits'>, sessionId: string, kept: boolean): void {
  const { policy } = limits
  const user = auth.accountOfSession(sessionId)
  if (!user || user.sessionRemembered === kept) return
  const sessionExpiresAt = (user.sessionStartedAt ?? 0) + (kept ? policy.rememberedSessionMs : policy.sessionMs)
  tables.users.updateUser(user.id, { sessionRemembered: kept, sessionExpiresAt })
}
