import { normaliseEmail } from '../../../preload/text'
import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { commitIfStillAuthenticated, reauthenticate, type ReauthenticationGroups } from '../steps/reauthenticate'
import { notRemembered } from '../session/stop-remembering'
import { requireQueueCapacity, requireStrongPassword } from '../steps/preconditions'

/**
 * Changes the password of the current user. Other sessions end with the old session id. This
 * session continues under a new id until the app closes, and is no longer remembered, even if the
 * key store is still being asked.
 */
export const changePassword: CallFunction<'changePassword', ReauthenticationGroups> = async (
  deps,
  { currentPassword, newPassword },
  caller,
) => {
  const email = normaliseEmail(caller.user.email)
  const strength = await requireStrongPassword(deps, { password: newPassword, email, current: currentPassword })
  if (!strength.ok) return strength
  const reauthentication = await reauthenticate(deps, caller, currentPassword, 'passwordChanged')
  if (!reauthentication.ok) return reauthentication
  const capacity = requireQueueCapacity(deps)
  if (!capacity.ok) return capacity
  const hashedPassword = await deps.auth.hashPassword(newPassword)
  const { user } = reauthentication.value
  const newSessionId = commitIfStillAuthenticated(deps, reauthentication.value, (current) => {
    deps.tables.users.updateUser(user.id, { ...deps.auth.newPassword(hashedPassword), ...notRemembered(deps, current) })
    deps.tables.issuedCodes.removeForUser(user.id)
    deps.tables.events.add(user.id, deps.time.clock.now(), 'passwordChanged', 'done')
    return deps.auth.rotateSessionId(user.id)
  })
  if (!newSessionId.ok) return newSessionId
  deps.session.remembered.forget()
  deps.session.current.rotateId(newSessionId.value)
  return ok({ message: 'Password updated' })
}
