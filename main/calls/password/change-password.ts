import { subjectOf } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import { normaliseEmail, type Outcome } from '../../../preload/contract'
import type { CallDeps, CallFunction } from '../call'
import { done } from '../outcome'
import { asProven, passwordAgain } from '../steps/reauthenticate'
import { notKept } from '../session/stop-remembering'
import { roomInQueue, weakPassword, whoIsLoggedIn } from '../steps/preconditions'

/**
 * A new password for the one who is logged in. Other sessions end with the old session id; this one goes on
 * under a new id until the app closes, and is no longer kept.
 */
export const changePassword: CallFunction<'changePassword'> = async (deps, { currentPassword, newPassword }) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  const email = normaliseEmail(loggedIn.value.user.email)
  const strong = await weakPassword(deps, { password: newPassword, email, current: currentPassword })
  if (!strong.ok) return strong
  const proven = await passwordAgain(deps, currentPassword, 'passwordChanged')
  if (!proven.ok) return proven
  const room = roomInQueue(deps)
  if (!room.ok) return unspent(deps, proven.value.user, room)
  const { user } = proven.value
  const hashedPassword = await deps.auth.hashPassword(newPassword)
  const changed = asProven(deps, proven.value, () => {
    deps.users.updateUser(user.id, { ...deps.auth.newPassword(hashedPassword), ...notKept(deps, user) })
    deps.events.add(user.id, deps.clock.now(), 'passwordChanged', 'done')
    return deps.auth.renameSession(user.id)
  })
  if (!changed.ok) return changed
  deps.vault.forget()
  deps.holder.rename(changed.value)
  return done({ message: 'Password updated' })
}

/** The password was right; that the queue is full now must not count against it. */
function unspent(deps: CallDeps, user: User, refusal: Outcome<never>): Outcome<never> {
  deps.transaction(() => deps.pauses.clear('password', subjectOf(user)))
  return refusal
}
