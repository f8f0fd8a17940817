import type { CallFunction } from '../call'
import { ok, err } from '../outcome'

/** Remembers that the key was saved. An account that was written by another program has none to confirm. */
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
