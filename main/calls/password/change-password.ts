import { normaliseEmail } from '../../../preload/text'
import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { commitIfStillAuthenticated, reauthenticate, type ReauthenticationGroups } from '../steps/reauthenticate'
import { refundAttempt } from '../steps/refund-attempt'
import { notKept } from '../session/stop-remembering'
import { requireRoomInQueue, requireStrongPassword } from '../steps/preconditions'

/**
 * A new password for the one who is logged in. Other sessions end with the old session id; this one goes on
 * under a new id until the app closes, and is no longer kept.
 */
export const changePassword: CallFunction<'changePassword', ReauthenticationGroups> = async (
  deps,
  { currentPassword, newPassword },
  caller,
) => {
  const email = normaliseEmail(caller.user.email)
  const strong = await requireStrongPassword(deps, { password: newPassword, email, current: currentPassword })
  if (!strong.ok) return strong
  const proven = await reauthenticate(deps, caller, currentPassword, 'passwordChanged')
  if (!proven.ok) return proven
  const room = requireRoomInQueue(deps)
  const { user } = proven.value
  if (!room.ok) {
    refundAttempt(deps, 'password', user)
    return room
  }
  const hashedPassword = await deps.auth.hashPassword(newPassword)
  const changed = commitIfStillAuthenticated(deps, proven.value, (now) => {
    deps.tables.users.updateUser(user.id, { ...deps.auth.newPassword(hashedPassword), ...notKept(deps, now) })
    deps.tables.events.add(user.id, deps.time.clock.now(), 'passwordChanged', 'done')
    return deps.auth.rotateSessionId(user.id)
  })
  if (!changed.ok) return changed
  deps.session.remembered.forget()
  deps.session.current.rotateId(changed.value)
  return ok({ message: 'Password updated' })
}
