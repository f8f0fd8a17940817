import type { CallInput, CallOutput, Outcome } from '../../preload/contract'
import type { Desk } from './desk'
import type { CallActions } from './state'

type AccountCalls = Pick<CallActions, 'register' | 'logIn' | 'resetPassword'>

/** The calls of somebody who is not logged in yet. A late answer of a screen that was left changes no screen. */
export function createAccountCalls(desk: Desk): AccountCalls {
  const openSession = createSessionOpener(desk)

  return {
    logIn: async (input) => {
      const { outcome, wanted } = await openSession(input)
      if (wanted && outcome.ok) {
        desk.show({ name: 'session', profile: outcome.value.profile, section: 'top', arrival: 0 })
      }
      return outcome
    },

    register: async (input) => {
      const still = desk.stay()
      const made = await desk.auth.register(input)
      if (made.ok) desk.set({ hasAccounts: true })
      if (!made.ok || !still()) return made
      // The key is shown whatever this answers: it exists only now, and one can log in later.
      const { wanted } = await openSession(input)
      const { email, recoveryKey } = made.value
      if (wanted) desk.show({ name: 'recoveryKey', email, recoveryKey, reason: 'created' })
      return made
    },

    resetPassword: async ({ email, recoveryKey, newPassword }) => {
      const still = desk.stay()
      const proof = await desk.auth.requestReset({ email, recoveryKey })
      if (!proof.ok) return proof
      // Left in between: nothing is spent yet, and the token dies by itself.
      if (!still()) return { ok: false, error: { code: 'invalidResetToken' } }
      const { resetToken } = proof.value
      const done = await desk.auth.resetPassword({ email: proof.value.email, resetToken, newPassword })
      // The one answer that is never too late: the old key is spent, and the new one exists nowhere else.
      if (done.ok) desk.show({ name: 'recoveryKey', ...keyOf(done.value), reason: 'reset' })
      return done
    },
  }
}

const keyOf = ({ email, recoveryKey }: CallOutput<'resetPassword'>) => ({ email, recoveryKey })

/**
 * Opens a session, unless the screen that asked for it was left meanwhile: then main ends the session again, so that
 * nobody stays logged in behind a logged-out screen. Of several tries under way only the newest may do that.
 */
function createSessionOpener(desk: Desk) {
  let newest = 0
  let stray = false
  return async (input: CallInput<'logIn'>): Promise<{ outcome: Outcome<CallOutput<'logIn'>>; wanted: boolean }> => {
    const still = desk.stay()
    const mine = ++newest
    const outcome = await desk.auth.logIn(input)
    const wanted = still()
    if (outcome.ok) stray = !wanted
    if (stray && mine === newest) {
      stray = false
      await desk.auth.logOut()
    }
    return { outcome, wanted }
  }
}
