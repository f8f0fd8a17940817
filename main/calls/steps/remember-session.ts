import type { Deps } from '../call'
import { logStorageErrors } from './log-storage-errors'

/**
 * Keeps the session of this window over a restart, once the key store has taken it. Not being kept is no failure: then it
 * is a session as any other. What happens while the key store is asked (a lock, another log-in, a log-out) wins.
 */
export async function rememberSession(
  deps: Deps<'auth' | 'tables' | 'session' | 'limits' | 'log'>,
  sessionId: string,
): Promise<void> {
  const { auth } = deps
  const { remembered, current } = deps.session
  const user = auth.findUserBySession(sessionId)
  if (!user) return
  const stillWanted = () => current.is(sessionId) && !current.isLocked()
  const kept = await remembered.save({ sessionId, userId: user.id }, stillWanted)
  if (!stillWanted()) return
  logStorageErrors(deps.log, 'keeping a session', () => note(deps, sessionId, kept))
  const noted = auth.findUserBySession(sessionId)
  if (kept && !noted?.sessionRemembered) remembered.forget()
  if (noted) current.set(sessionId, noted)
}

function note({ auth, tables, limits }: Deps<'auth' | 'tables' | 'limits'>, sessionId: string, kept: boolean): void {
  const { policy } = limits
  const user = auth.findUserBySession(sessionId)
  if (!user || user.sessionRemembered === kept) return
  const sessionExpiresAt = (user.sessionStartedAt ?? 0) + (kept ? policy.rememberedSessionMs : policy.sessionMs)
  tables.users.updateUser(user.id, { sessionRemembered: kept, sessionExpiresAt })
}
