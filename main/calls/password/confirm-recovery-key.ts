import type { CallFunction } from '../call'
import { done, fail } from '../outcome'
import { whoIsLoggedIn } from '../steps/preconditions'

/** Remembers that the key was saved. An account that was written by another program has none to confirm. */
export const confirmRecoveryKey: CallFunction<'confirmRecoveryKey'> = (deps) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  const { user } = loggedIn.value
  if (user.recoveryKeyHash === null) return fail({ code: 'invalidRecoveryKey' })
  if (!user.recoveryKeyConfirmed) {
    deps.transaction(() => {
      deps.users.updateUser(user.id, { recoveryKeyConfirmed: true })
      deps.events.add(user.id, deps.clock.now(), 'recoveryKeyConfirmed', 'done')
    })
  }
  return done({ recoveryKeyConfirmed: true })
}
