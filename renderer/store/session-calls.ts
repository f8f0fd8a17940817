import type { Profile } from '../../preload/contract'
import type { Desk } from './action-deps'
import { inSession, leaveSession, lostNotice, sessionScreen, showLock } from './session-end'
import type { CallActions } from './state'

type SessionCalls = Omit<CallActions, 'register' | 'logIn' | 'resetPassword'>

/** The calls of the person who is logged in. Whichever of them finds the session gone leads to Log in. */
export function createSessionCalls(desk: Desk): SessionCalls {
  const { auth, desktop } = desk
  const update = (profile: Profile) => {
    const { screen } = desk.get()
    if (screen.name === 'session') desk.set({ screen: { ...screen, profile } })
  }

  const showCodes =
    (reason: 'on' | 'renewed') =>
    ({ backupCodes }: { backupCodes: string[] }) => {
      const { screen } = desk.get()
      if (screen.name === 'session')
        desk.show({ name: 'backupCodes', email: screen.profile.email, backupCodes, reason })
    }

  return {
    profile: () => inSession(desk, auth.profile(), update),
    activity: (input) => inSession(desk, auth.activity(input)),
    updatePreferences: (input) => inSession(desk, auth.updatePreferences(input), update),
    changePassword: (input) => inSession(desk, auth.changePassword(input), () => refreshProfile(desk, update)),
    confirmRecoveryKey: () => confirmRecoveryKey(desk),
    stopRemembering: () => inSession(desk, auth.stopRemembering(), update),
    lock: () => inSession(desk, auth.lock(), () => showLock(desk)),

    unlock: async (input) => {
      const still = desk.stay()
      const outcome = await auth.unlock(input)
      const { screen } = desk.get()
      if (!still() || screen.name !== 'lock') return outcome
      const { section, draftName } = screen
      if (outcome.ok) desk.show({ ...sessionScreen(outcome.value), section, reading: section, draftName })
      else if (outcome.error.code === 'notLoggedIn') leaveSession(desk, lostNotice(outcome.error.reason))
      return outcome
    },

    // Beside a key that is shown once there may be no session: nothing to leave then.
    reportActivity: () => {
      desk.set({ idleWarning: null })
      const reported = auth.reportActivity()
      return desk.get().screen.name === 'session' ? inSession(desk, reported) : reported
    },

    renewRecoveryKey: (input) =>
      inSession(desk, auth.renewRecoveryKey(input), ({ recoveryKey }) => {
        const { screen } = desk.get()
        if (screen.name !== 'session') return
        const { email, recoveryKey: old } = screen.profile
        desk.show({ name: 'recoveryKey', email, recoveryKey, reason: old.confirmed ? 'replaced' : 'pending' })
      }),

    beginTwoFactor: (input) => inSession(desk, auth.beginTwoFactor(input)),
    confirmTwoFactor: (input) => inSession(desk, auth.confirmTwoFactor(input), showCodes('on')),
    renewBackupCodes: (input) => inSession(desk, auth.renewBackupCodes(input), showCodes('renewed')),
    turnOffTwoFactor: (input) => inSession(desk, auth.turnOffTwoFactor(input), () => refreshProfile(desk, update)),
    leaveBackupCodes: () => {
      void desktop.clearRecoveryKey()
      return inSession(desk, auth.profile(), (profile) => desk.show(sessionScreen(profile)))
    },

    logOut: async () => {
      const still = desk.stay()
      void desktop.clearRecoveryKey()
      const outcome = await auth.logOut()
      const over = outcome.ok || outcome.error.code === 'notLoggedIn'
      if (over && still()) desk.show({ name: 'logIn', email: '', notice: { kind: 'out' } })
      return outcome
    },

    deleteAccount: (input) => {
      const { screen } = desk.get()
      const email = screen.name === 'session' ? screen.profile.email : ''
      return inSession(desk, auth.deleteAccount(input), () => showDeleted(desk, email))
    },
  }
}

async function refreshProfile(desk: Desk, update: (profile: Profile) => void) {
  const fresh = await desk.auth.profile()
  if (fresh.ok) update(fresh.value)
}

/** Continue under a key. After a reset there is no session and nothing to confirm: the way leads to Log in. */
async function confirmRecoveryKey(desk: Desk): ReturnType<SessionCalls['confirmRecoveryKey']> {
  const { screen } = desk.get()
  const email = screen.name === 'recoveryKey' ? screen.email : ''
  void desk.desktop.clearRecoveryKey()
  if (screen.name === 'recoveryKey' && screen.reason === 'reset') {
    desk.show({ name: 'logIn', email, notice: { kind: 'reset' } })
    return { ok: true, value: { recoveryKeyConfirmed: true } }
  }
  const still = desk.stay()
  const confirmed = await desk.auth.confirmRecoveryKey()
  const profile = confirmed.ok ? await desk.auth.profile() : confirmed
  if (!still()) return confirmed
  if (profile.ok) desk.show(sessionScreen(profile.value))
  else if (profile.error.code === 'locked') showLock(desk)
  else if (profile.error.code === 'notLoggedIn') leaveAfterKey(desk, profile.error.reason, email)
  return profile.ok ? confirmed : profile
}

/** `none`: the log-in after registering was refused, which is no news worth a notice. */
function leaveAfterKey(desk: Desk, reason: 'none' | 'expired' | 'gone', email: string) {
  if (reason === 'none') desk.show({ name: 'logIn', email, notice: null })
  else leaveSession(desk, lostNotice(reason))
}

async function showDeleted(desk: Desk, email: string) {
  const greeting = await desk.auth.welcome()
  const hasAccounts = greeting.ok && greeting.value.hasAccounts
  const notice = { kind: 'deleted', email } as const
  desk.set({ hasAccounts })
  desk.show(hasAccounts ? { name: 'logIn', email: '', notice } : { name: 'welcome', notice })
}
