import type { CallOutput } from '../../preload/contract'
import type { ActionDeps } from './action-deps'
import { sessionScreen } from './session-end'
import type { OpenSession } from './session-opener'
import type { CallActions } from './state'

type AccountCalls = Pick<CallActions, 'register' | 'logIn' | 'resetPassword'>

/** The calls of somebody who is not logged in yet. A late answer of a screen that was left changes no screen. */
export function createAccountCalls(deps: ActionDeps, openSession: OpenSession): AccountCalls {
  return {
    logIn: async (input) => {
      const { outcome, wanted } = await openSession(() => deps.auth.logIn(input))
      if (wanted && outcome.ok) deps.show(sessionScreen(outcome.value.profile))
      return outcome
    },

    register: async (input) => {
      const still = deps.trackVisit()
      const made = await deps.auth.register(input)
      if (made.ok) deps.set({ hasAccounts: true })
      if (!made.ok || !still()) return made
      // The key is shown whatever this answers: it exists only now, and one can log in later.
      const { wanted } = await openSession(() => deps.auth.logIn(input))
      const { email, recoveryKey } = made.value
      if (wanted) deps.show({ name: 'recoveryKey', email, recoveryKey, reason: 'created' })
      return made
    },

    resetPassword: async ({ email, recoveryKey, ...wanted }) => {
      const still = deps.trackVisit()
      const proof = await deps.auth.requestReset({ email, recoveryKey })
      if (!proof.ok) return proof
      // Left in between: nothing is spent yet, and the token dies by itself.
      if (!still()) return { ok: false, error: { code: 'invalidResetToken' } }
      const { resetToken } = proof.value
      const done = await deps.auth.resetPassword({ email: proof.value.email, resetToken, ...wanted })
      // The one answer that is never too late: the old key is spent, and the new one exists nowhere else.
      if (done.ok) deps.show({ name: 'recoveryKey', ...keyOf(done.value), reason: 'reset' })
      return done
    },
  }
}

const keyOf = ({ email, recoveryKey }: CallOutput<'resetPassword'>) => ({ email, recoveryKey })
