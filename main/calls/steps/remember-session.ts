import { base64 } from '../../keys/authenticated-encryption'
import { makeKeptSlot } from '../../keys/slots'
import { normaliseEmail } from '../../../preload/text'
import { notRemembered } from '../session/stop-remembering'
import type { Deps } from '../call'
import { accountFingerprint } from './data-key'
import { logStorageErrors } from './log-storage-errors'

type Group = 'auth' | 'tables' | 'session' | 'secrets' | 'time' | 'limits'

/**
 * Remembers the session of this window, if the key store accepts it. Otherwise it stays an ordinary
 * session; that is not an error. Whatever gives the session a new id or ends it while the key store
 * is asked takes precedence: a lock, a log-in, a log-out, a change of password and "Stop keeping me
 * logged in".
 */
export async function rememberSession(deps: Deps<Group | 'log'>, sessionId: string): Promise<void> {
  const { auth } = deps
  const { remembered, current } = deps.session
  const user = auth.findUserBySession(sessionId)
  if (!user) return
  const stillWanted = () => current.is(sessionId) && !current.isLocked()
  const key = deps.secrets.random.bytes(32)
  const saved = { sessionId, userId: user.id, key: base64(key), account: accountFingerprint(user) }
  const isSaved = await remembered.save(saved, stillWanted)
  if (!stillWanted()) return
  logStorageErrors(deps.log, 'remembering a session', () => recordRemembered(deps, sessionId, isSaved ? key : null))
  if (isSaved && !auth.findUserBySession(sessionId)?.sessionRemembered) remembered.forget()
}

/** `key`: of the kept slot; null if the session was not saved. Sealed data has no kept slot. */
function recordRemembered(deps: Deps<Group>, sessionId: string, key: Uint8Array | null): void {
  const user = deps.auth.findUserBySession(sessionId)
  if (!user || (key === null && !user.sessionRemembered)) return
  const dataKey = deps.session.current.dataKey()
  const keptSlot = key && dataKey && makeKeptSlot(dataKey, normaliseEmail(user.email), key, deps.secrets.random)
  const sessionExpiresAt = (user.sessionStartedAt ?? 0) + deps.limits.policy.rememberedSessionMs
  const remembered = {
    sessionRemembered: true,
    keptSlot,
    ...(!user.sessionRemembered && { sessionExpiresAt }),
  }
  deps.tables.users.updateUser(user.id, key ? remembered : notRemembered(deps, user))
}
