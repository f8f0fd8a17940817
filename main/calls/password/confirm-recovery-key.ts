import type { CallFunction } from '../call'
import { ok, err } from '../outcome'

/**
 * Records that the user saved the key. An account that another program wrote has no recovery key.
 */
export const confirmRecoveryKey: CallFunction<'confirmRecoveryKey', 'tables' | 'time'> = (deps, _input, { user }) => {
  if (user.recoveryKeyHash === null) return err({ code: 'invalidRecoveryKey' })
  if (!user.recoveryKeyConfirmed) {
    deps.tables.transaction(() => {
      deps.tables.users.updateUser(user.id, { recoveryKeyConfirmed: true })
      deps.tables.events.add(user.id, deps.time.clock.now(), 'recoveryKeyConfirmed', 'done')
    })
  }
  return ok({ recoveryKeyConfirmed: true })
}
