import type { Deps } from '../call'
import { logStorageErrors } from './log-storage-errors'

/**
 * Remembers the session of this window, if the key store accepts it. Otherwise it stays an ordinary
 * session; that is not an error. A lock, log-in or log-out while the key store is asked takes
 * precedence.
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
  const isSaved = await remembered.save({ sessionId, userId: user.id }, stillWanted)
  if (!stillWanted()) return
  logStorageErrors(deps.log, 'remembering a session', () => recordRemembered(deps, sessionId, isSaved))
  const updated = auth.findUserBySession(sessionId)
  if (isSaved && !updated?.sessionRemembered) remembered.forget()
  if (updated) current.set(sessionId, updated)
}

function recordRemembered(
  { auth, tables, limits }: Deps<'auth' | 'tables' | 'limits'>,
  sessionId: string,
  isSaved: boolean,
): void {
  const { policy } = limits
  const user = auth.findUserBySession(sessionId)
  if (!user || user.sessionRemembered === isSaved) return
  const sessionExpiresAt = (user.sessionStartedAt ?? 0) + (isSaved ? policy.rememberedSessionMs : policy.sessionMs)
  tables.users.updateUser(user.id, { sessionRemembered: isSaved, sessionExpiresAt })
}
