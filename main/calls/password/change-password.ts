import { normaliseEmail } from '../../../preload/text'
import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { commitIfStillAuthenticated, reauthenticate, type ReauthenticationGroups } from '../steps/reauthenticate'
import { derivePasswordKey, rotateKey } from '../steps/data-key'
import { notRemembered } from '../session/stop-remembering'
import { requireQueueCapacity, requireStrongPassword } from '../steps/preconditions'

/**
 * Changes the password of the current user, and the data key with it; sealed data stays as it is.
 * Other sessions end with the old session id. This session continues under a new id until the app
 * closes, and is no longer remembered, even if the key store is still being asked.
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
  const [hashedPassword, passwordKey] = await Promise.all([
    deps.auth.hashPassword(newPassword),
    derivePasswordKey(deps, null, newPassword),
  ])
  const { user, passwordKey: typed } = reauthentication.value
  const changed = commitIfStillAuthenticated(deps, reauthentication.value, (current) => {
    const { dataKey, changes } = rotateKey(deps, current, typed, { passwordKey })
    deps.tables.users.updateUser(user.id, {
      ...deps.auth.newPassword(hashedPassword),
      ...notRemembered(deps, current),
      ...changes,
    })
    deps.tables.issuedCodes.removeForUser(user.id)
    deps.tables.events.add(user.id, deps.time.clock.now(), 'passwordChanged', 'done')
    return { sessionId: deps.auth.rotateSessionId(user.id), dataKey }
  })
  if (!changed.ok) return changed
  deps.session.remembered.forget()
  deps.session.current.rotateId(changed.value.sessionId)
  deps.session.current.setDataKey(changed.value.dataKey)
  return ok({ message: 'Password updated' })
}
