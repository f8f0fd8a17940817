import type { Profile } from '../../preload/contract'
import type { ActionDeps } from './action-deps'
import { inSession, leaveSession, sessionLostNotice, sessionScreen, showLock, type LostReason } from './session-end'
import { createOwnerCalls, showProfile } from './owner-calls'
import type { CallActions } from './state'

type SessionCalls = Omit<CallActions, 'register' | 'logIn' | 'resetPassword'>

/** The calls of a session. Each of them leads to Log in when the session has ended. */
export function createSessionCalls(deps: ActionDeps): SessionCalls {
  const { auth, desktop } = deps
  const update = (profile: Profile) => showProfile(deps, profile)

  const showCodes =
    (reason: 'on' | 'renewed') =>
    ({ backupCodes }: { backupCodes: string[] }) => {
      const { screen } = deps.get()
      if (screen.name === 'session')
        deps.show({ name: 'backupCodes', email: screen.profile.email, backupCodes, reason })
    }

  const showNewKey = ({ recoveryKey }: { recoveryKey: string }) => {
    const { screen } = deps.get()
    if (screen.name !== 'session') return
    const { email, recoveryKey: previous } = screen.profile
    deps.show({ name: 'recoveryKey', email, recoveryKey, reason: previous.confirmed ? 'replaced' : 'pending' })
  }

  return {
    ...createOwnerCalls(deps),
    profile: () => inSession(deps, auth.profile(), update),
    activity: (input) => inSession(deps, auth.activity(input)),
    updatePreferences: (input) => inSession(deps, auth.updatePreferences(input), update),
    changePassword: (input) => inSession(deps, auth.changePassword(input), () => refreshProfile(deps, update)),
    confirmRecoveryKey: () => confirmRecoveryKey(deps),
    stopRemembering: () => inSession(deps, auth.stopRemembering(), update),
    lock: () => inSession(deps, auth.lock(), () => showLock(deps)),

    unlock: async (input) => {
      const isCurrentVisit = deps.trackVisit()
      const outcome = await auth.unlock(input)
      const { screen } = deps.get()
      if (!isCurrentVisit() || screen.name !== 'lock') return outcome
      const { page, draftName } = screen
      if (outcome.ok) deps.show({ ...sessionScreen(outcome.value, page), draftName })
      else if (outcome.error.code === 'notLoggedIn') leaveSession(deps, sessionLostNotice(outcome.error.reason))
      return outcome
    },

    // A recovery key can be shown without a session: then there is no session to leave.
    reportActivity: () => {
      deps.set({ idleWarning: null })
      const report = auth.reportActivity()
      return deps.get().screen.name === 'session' ? inSession(deps, report) : report
    },

    renewRecoveryKey: (input) => inSession(deps, auth.renewRecoveryKey(input), showNewKey),
    openSealed: (input) => inSession(deps, auth.openSealed(input), showNewKey),
    startAfresh: (input) => inSession(deps, auth.startAfresh(input), showNewKey),

    beginTwoFactor: (input) => inSession(deps, auth.beginTwoFactor(input)),
    confirmTwoFactor: (input) => inSession(deps, auth.confirmTwoFactor(input), showCodes('on')),
    renewBackupCodes: (input) => inSession(deps, auth.renewBackupCodes(input), showCodes('renewed')),
    turnOffTwoFactor: (input) => inSession(deps, auth.turnOffTwoFactor(input), () => refreshProfile(deps, update)),
    leaveBackupCodes: () => {
      void desktop.clearRecoveryKey()
      return inSession(deps, auth.profile(), (profile) => deps.show(sessionScreen(profile)))
    },

    logOut: async () => {
      const isCurrentVisit = deps.trackVisit()
      void desktop.clearRecoveryKey()
      const outcome = await auth.logOut()
      const ended = outcome.ok || outcome.error.code === 'notLoggedIn'
      if (ended && isCurrentVisit()) deps.show({ name: 'logIn', email: '', notice: { kind: 'out' } })
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
  const profile = await deps.auth.profile()
  if (profile.ok) update(profile.value)
}

/**
 * The Continue button of the recovery key. After a reset there is no session and nothing to
 * confirm: it leads to Log in.
 */
async function confirmRecoveryKey(deps: ActionDeps): ReturnType<SessionCalls['confirmRecoveryKey']> {
  const { screen } = deps.get()
  const email = screen.name === 'recoveryKey' ? screen.email : ''
  void deps.desktop.clearRecoveryKey()
  if (screen.name === 'recoveryKey' && screen.reason === 'reset') {
    deps.show({ name: 'logIn', email, notice: { kind: 'reset' } })
    return { ok: true, value: { recoveryKeyConfirmed: true } }
  }
  const isCurrentVisit = deps.trackVisit()
  const confirmed = await deps.auth.confirmRecoveryKey()
  const profile = confirmed.ok ? await deps.auth.profile() : confirmed
  if (!isCurrentVisit()) return confirmed
  if (profile.ok) deps.show(sessionScreen(profile.value))
  else if (profile.error.code === 'locked') showLock(deps)
  else if (profile.error.code === 'notLoggedIn') leaveRecoveryKey(deps, profile.error.reason, email)
  return profile.ok ? confirmed : profile
}

/** `none`: the log-in after registering failed. The person has not lost a session, so no notice. */
function leaveRecoveryKey(deps: ActionDeps, reason: LostReason, email: string) {
  if (reason === 'none') deps.show({ name: 'logIn', email, notice: null })
  else leaveSession(deps, sessionLostNotice(reason))
}

async function showDeleted(deps: ActionDeps, email: string) {
  const welcome = await deps.auth.welcome()
  const hasAccounts = welcome.ok && welcome.value.hasAccounts
  const notice = { kind: 'deleted', email } as const
  deps.set({ hasAccounts, registration: welcome.ok ? welcome.value.registration : 'open' })
  deps.show(hasAccounts ? { name: 'logIn', email: '', notice } : { name: 'welcome', notice })
}
