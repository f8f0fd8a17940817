import { notRemembered } from '../session/stop-remembering'
import type { Deps } from '../call'
import { logStorageErrors } from './log-storage-errors'

/**
 * Remembers the session of this window, if the key store accepts it. Otherwise it stays an ordinary
 * session; that is not an error. Whatever gives the session a new id or ends it while the key store
 * is asked takes precedence: a lock, a log-in, a log-out, a change of password and "Stop keeping me
 * logged in".
 */
export async function rememberSession(
  deps: Deps<'auth' | 'tables' | 'session' | 'time' | 'limits' | 'log'>,
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
  if (isSaved && !auth.findUserBySession(sessionId)?.sessionRemembered) remembered.forget()
}

function recordRemembered(
  deps: Deps<'auth' | 'tables' | 'time' | 'limits'>,
  sessionId: string,
  isSaved: boolean,
): void {
  const user = deps.auth.findUserBySession(sessionId)
  if (!user || user.sessionRemembered === isSaved) return
  const sessionExpiresAt = (user.sessionStartedAt ?? 0) + deps.limits.policy.rememberedSessionMs
  deps.tables.users.updateUser(
    user.id,
    isSaved ? { sessionRemembered: true, sessionExpiresAt } : notRemembered(deps, user),
  )
}
