import type { CallOutput } from '../../preload/contract'
import type { Desk } from './action-deps'
import { sessionScreen } from './session-end'
import type { OpenSession } from './session-opener'
import type { CallActions } from './state'

type AccountCalls = Pick<CallActions, 'register' | 'logIn' | 'resetPassword'>

/** The calls of somebody who is not logged in yet. A late answer of a screen that was left changes no screen. */
export function createAccountCalls(desk: Desk, openSession: OpenSession): AccountCalls {
  return {
    logIn: async (input) => {
      const { outcome, wanted } = await openSession(() => desk.auth.logIn(input))
      if (wanted && outcome.ok) desk.show(sessionScreen(outcome.value.profile))
      return outcome
    },

    register: async (input) => {
      const still = desk.stay()
      const made = await desk.auth.register(input)
      if (made.ok) desk.set({ hasAccounts: true })
      if (!made.ok || !still()) return made
      // The key is shown whatever this answers: it exists only now, and one can log in later.
      const { wanted } = await openSession(() => desk.auth.logIn(input))
      const { email, recoveryKey } = made.value
      if (wanted) desk.show({ name: 'recoveryKey', email, recoveryKey, reason: 'created' })
      return made
    },

    resetPassword: async ({ email, recoveryKey, ...wanted }) => {
      const still = desk.stay()
      const proof = await desk.auth.requestReset({ email, recoveryKey })
      if (!proof.ok) return proof
      // Left in between: nothing is spent yet, and the token dies by itself.
      if (!still()) return { ok: false, error: { code: 'invalidResetToken' } }
      const { resetToken } = proof.value
      const done = await desk.auth.resetPassword({ email: proof.value.email, resetToken, ...wanted })
      // The one answer that is never too late: the old key is spent, and the new one exists nowhere else.
      if (done.ok) desk.show({ name: 'recoveryKey', ...keyOf(done.value), reason: 'reset' })
      return done
    },
  }
}

const keyOf = ({ email, recoveryKey }: CallOutput<'resetPassword'>) => ({ email, recoveryKey })
