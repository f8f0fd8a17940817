import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { logStorageErrors } from '../steps/log-storage-errors'

/**
 * Locks the session of this window, even on a full disk. Then only `unlock`, `logOut` and the calls
 * of a reset work. The new id is for a file that a late key store still writes, or that cannot be
 * removed: it names no session.
 */
export const lock: CallFunction<'lock', 'session' | 'log'> = ({ session, log }, _input, { user }) => {
  session.lock(user.id)
  logStorageErrors(log, 'renewing the id of a locked session', () => session.current.renewId())
  return ok({ message: 'locked' })
}
