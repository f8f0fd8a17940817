import type { Outcome, Profile } from '../../preload/contract'
import type { MenuCommand } from '../../preload/desktop'
import { leaveSession, lostNotice, type Desk } from './desk'
import type { AuthActions, CallActions, LogInNotice, Navigation, ScreenState, WindowActions } from './state'

/** Everything between the window and main that is no account's call: start, settings, menu commands. */
export function createWindowActions(desk: Desk, actions: Navigation & CallActions): WindowActions {
  const { auth, desktop } = desk
  const showShortcuts = () => desk.set({ dialog: 'shortcuts' })

  return {
    start: () => start(desk),
    showShortcuts,
    closeDialog: () => desk.set({ dialog: null }),
    dismissRecovered: () => desk.set({ recovered: null }),

    listen: () => {
      const stops = [
        desktop.onSettingsChanged((settings) => desk.set({ settings })),
        desktop.onCommand((command) => obey({ ...actions, showShortcuts }, desk, command)),
        // Main ended the session by itself; a key that is shown once stays until Continue.
        auth.onSessionEnded(({ reason }) => {
          if (desk.get().screen.name === 'session') leaveSession(desk, reason === 'gone' ? 'gone' : 'expired')
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },

    reopenStore: async () => {
      const still = desk.stay()
      const outcome = await desktop.reopenStore()
      if (!still()) return outcome
      if (outcome.ok) await start(desk)
      else desk.show({ name: 'problem', error: outcome.error })
      return outcome
    },

    changeSettings: async (input) => {
      const outcome = await desktop.changeSettings(input)
      if (outcome.ok) desk.set({ settings: outcome.value })
      return outcome
    },
  }
}

async function start(desk: Desk) {
  const still = desk.stay()
  const greeting = await desk.auth.welcome()
  const restored = await desk.auth.restoreSession()
  const notice = await desk.desktop.storeNotice()
  if (!still()) return
  const hasAccounts = greeting.ok && greeting.value.hasAccounts
  desk.set({ hasAccounts, recovered: notice.ok ? notice.value : null })
  desk.show(firstScreen(greeting.ok ? restored : greeting, hasAccounts))
}

/** A session still held, else Log in where anybody has an account, else Welcome. */
function firstScreen(restored: Outcome<Profile | null>, hasAccounts: boolean): ScreenState {
  if (restored.ok && restored.value) return { name: 'session', profile: restored.value, section: 'top', arrival: 0 }
  if (restored.ok) return entrance(hasAccounts)
  const { error } = restored
  return error.code === 'notLoggedIn' ? entrance(hasAccounts, lostNotice(error.reason)) : { name: 'problem', error }
}

function entrance(hasAccounts: boolean, notice: LogInNotice = null): ScreenState {
  return hasAccounts ? { name: 'logIn', email: '', notice } : { name: 'welcome', notice: null }
}

type Obeying = Pick<AuthActions, 'goToRegister' | 'goToSecurity' | 'logOut' | 'showShortcuts'>

/** Menu commands of parts that are not built yet have no menu item; one that comes all the same does nothing. */
function obey(actions: Obeying, desk: Desk, command: MenuCommand) {
  if (command === 'shortcuts') actions.showShortcuts()
  else if (command === 'createAccount') actions.goToRegister()
  else if (command === 'securitySettings') actions.goToSecurity()
  else if (command === 'logOut' && desk.get().screen.name === 'session') void actions.logOut()
}
