import type { CallOutput } from '../../preload/contract'
import type { ActionDeps } from './action-deps'
import { sessionScreen } from './session-end'
import type { OpenSession } from './session-opener'
import type { CallActions } from './state'

type AccountCalls = Pick<CallActions, 'register' | 'logIn' | 'resetPassword'>

/**
 * The calls of the logged-out screens. An outcome that arrives after its screen was left does not
 * change the screen.
 */
export function createAccountCalls(deps: ActionDeps, openSession: OpenSession): AccountCalls {
  return {
    logIn: async (input) => {
      const { outcome, screenUnchanged } = await openSession(() => deps.auth.logIn(input))
      if (screenUnchanged && outcome.ok) deps.show(sessionScreen(outcome.value.profile))
      return outcome
    },

    register: async (input) => {
      const isCurrentVisit = deps.trackVisit()
      const registered = await deps.auth.register(input)
      if (registered.ok) deps.set({ hasAccounts: true })
      else if (registered.error.code === 'registrationClosed') deps.set({ registration: 'closed' })
      if (!registered.ok || !isCurrentVisit()) return registered
      // Show the key even if this log-in fails: a log-in can be repeated, the key is shown only
      // now.
      const { password } = input
      const { email, recoveryKey } = registered.value
      const { screenUnchanged } = await openSession(() => deps.auth.logIn({ email, password }))
      if (screenUnchanged) deps.show({ name: 'recoveryKey', email, recoveryKey, reason: 'created' })
      return registered
    },

    resetPassword: async ({ email, recoveryKey, ...newCredentials }) => {
      const isCurrentVisit = deps.trackVisit()
      const token = await deps.auth.requestReset({ email, recoveryKey })
      if (!token.ok) return token
      // The screen was left: the recovery key is still valid, and the token expires.
      if (!isCurrentVisit()) return { ok: false, error: { code: 'invalidResetToken' } }
      const { resetToken } = token.value
      const reset = await deps.auth.resetPassword({ email: token.value.email, resetToken, ...newCredentials })
      // Show the new key even if the screen was left: the old one is consumed, and only this copy
      // exists.
      if (reset.ok) {
        deps.show({ name: 'recoveryKey', ...keyOf(reset.value), reason: 'reset' })
        // Main ended the sessions of this account. A locked session of another account would refuse
        // the log-in that follows.
        await deps.auth.logOut()
      }
      return reset
    },
  }
}

const keyOf = ({ email, recoveryKey }: CallOutput<'resetPassword'>) => ({ email, recoveryKey })
