import type { Profile } from '../../preload/contract'
import type { ActionDeps } from './action-deps'
import { inSession, leaveSession, lostNotice, sessionScreen, showLock } from './session-end'
import type { CallActions } from './state'

type SessionCalls = Omit<CallActions, 'register' | 'logIn' | 'resetPassword'>

/** The calls of the person who is logged in. Whichever of them finds the session gone leads to Log in. */
export function createSessionCalls(deps: ActionDeps): SessionCalls {
  const { auth, desktop } = deps
  const update = (profile: Profile) => {
    const { screen } = deps.get()
    if (screen.name === 'session') deps.set({ screen: { ...screen, profile } })
  }

  const showCodes =
    (reason: 'on' | 'renewed') =>
    ({ backupCodes }: { backupCodes: string[] }) => {
      const { screen } = deps.get()
      if (screen.name === 'session')
        deps.show({ name: 'backupCodes', email: screen.profile.email, backupCodes, reason })
    }

  return {
    profile: () => inSession(deps, auth.profile(), update),
    activity: (input) => inSession(deps, auth.activity(input)),
    updatePreferences: (input) => inSession(deps, auth.updatePreferences(input), update),
    changePassword: (input) => inSession(deps, auth.changePassword(input), () => refreshProfile(deps, update)),
    confirmRecoveryKey: () => confirmRecoveryKey(deps),
    stopRemembering: () => inSession(deps, auth.stopRemembering(), update),
    lock: () => inSession(deps, auth.lock(), () => showLock(deps)),

    unlock: async (input) => {
      const still = deps.trackVisit()
      const outcome = await auth.unlock(input)
      const { screen } = deps.get()
      if (!still() || screen.name !== 'lock') return outcome
      const { section, draftName } = screen
      if (outcome.ok) deps.show({ ...sessionScreen(outcome.value), section, reading: section, draftName })
      else if (outcome.error.code === 'notLoggedIn') leaveSession(deps, lostNotice(outcome.error.reason))
      return outcome
    },

    // Beside a key that is shown once there may be no session: nothing to leave then.
    reportActivity: () => {
      deps.set({ idleWarning: null })
      const reported = auth.reportActivity()
      return deps.get().screen.name === 'session' ? inSession(deps, reported) : reported
    },

    renewRecoveryKey: (input) =>
      inSession(deps, auth.renewRecoveryKey(input), ({ recoveryKey }) => {
        const { screen } = deps.get()
        if (screen.name !== 'session') return
        const { email, recoveryKey: old } = screen.profile
        deps.show({ name: 'recoveryKey', email, recoveryKey, reason: old.confirmed ? 'replaced' : 'pending' })
      }),

    beginTwoFactor: (input) => inSession(deps, auth.beginTwoFactor(input)),
    confirmTwoFactor: (input) => inSession(deps, auth.confirmTwoFactor(input), showCodes('on')),
    renewBackupCodes: (input) => inSession(deps, auth.renewBackupCodes(input), showCodes('renewed')),
    turnOffTwoFactor: (input) => inSession(deps, auth.turnOffTwoFactor(input), () => refreshProfile(deps, update)),
    leaveBackupCodes: () => {
      void desktop.clearRecoveryKey()
      return inSession(deps, auth.profile(), (profile) => deps.show(sessionScreen(profile)))
    },

    logOut: async () => {
      const still = deps.trackVisit()
      void desktop.clearRecoveryKey()
      const outcome = await auth.logOut()
      const over = outcome.ok || outcome.error.code === 'notLoggedIn'
      if (over && still()) deps.show({ name: 'logIn', email: '', notice: { kind: 'out' } })
      return outcome
    },

    deleteAccount: (input) => {
      const { screen } = deps.get()
      const email = screen.name === 'session' ? screen.profile.email : ''
      return inSession(deps, auth.deleteAccount(input), () => showDeleted(deps, email))
    },
  }
}

async function refreshProfile(deps: ActionDeps, update: (profile: Profile) => void) {
  const fresh = await deps.auth.profile()
  if (fresh.ok) update(fresh.value)
}

/** Continue under a key. After a reset there is no session and nothing to confirm: the way leads to Log in. */
async function confirmRecoveryKey(deps: ActionDeps): ReturnType<SessionCalls['confirmRecoveryKey']> {
  const { screen } = deps.get()
  const email = screen.name === 'recoveryKey' ? screen.email : ''
  void deps.desktop.clearRecoveryKey()
  if (screen.name === 'recoveryKey' && screen.reason === 'reset') {
    deps.show({ name: 'logIn', email, notice: { kind: 'reset' } })
    return { ok: true, value: { recoveryKeyConfirmed: true } }
  }
  const still = deps.trackVisit()
  const confirmed = await deps.auth.confirmRecoveryKey()
  const profile = confirmed.ok ? await deps.auth.profile() : confirmed
  if (!still()) return confirmed
  if (profile.ok) deps.show(sessionScreen(profile.value))
  else if (profile.error.code === 'locked') showLock(deps)
  else if (profile.error.code === 'notLoggedIn') leaveAfterKey(deps, profile.error.reason, email)
  return profile.ok ? confirmed : profile
}

/** `none`: the log-in after registering was refused, which is no news worth a notice. */
function leaveAfterKey(deps: ActionDeps, reason: 'none' | 'expired' | 'gone', email: string) {
  if (reason === 'none') deps.show({ name: 'logIn', email, notice: null })
  else leaveSession(deps, lostNotice(reason))
}

async function showDeleted(deps: ActionDeps, email: string) {
  const greeting = await deps.auth.welcome()
  const hasAccounts = greeting.ok && greeting.value.hasAccounts
  const notice = { kind: 'deleted', email } as const
  deps.set({ hasAccounts })
  deps.show(hasAccounts ? { name: 'logIn', email: '', notice } : { name: 'welcome', notice })
}
