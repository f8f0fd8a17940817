import type { MenuCommand } from '../../preload/desktop'
import { holdsSession, type Desk } from './action-deps'
import { followEnd, leaveSession } from './session-end'
import type { OpenSession } from './session-opener'
import { createStart } from './start'
import type { MovingActions } from './transfer'
import type { AuthActions, CallActions, Navigation, WindowActions } from './state'

/** Everything between the window and main that is no account's call: start, settings, menu commands. */
export function createWindowActions(
  desk: Desk,
  actions: Navigation & CallActions & MovingActions,
  openSession: OpenSession,
): Omit<WindowActions, keyof MovingActions> {
  const { auth, desktop } = desk
  const showShortcuts = () => desk.set({ dialog: 'shortcuts' })
  const begin = createStart(desk, openSession)

  return {
    ...begin,
    showShortcuts,
    closeDialog: () => desk.set({ dialog: null }),
    dismissRecovered: () => desk.set({ recovered: null }),

    listen: () => {
      const stops = [
        desktop.onSettingsChanged((settings) => desk.set({ settings })),
        auth.onSessionEnded(({ reason }) => followEnd(desk, reason)),
        auth.onIdleWarning((idleWarning) => {
          const { screen } = desk.get()
          // While the window starts, nobody knows yet: the screen that follows drops it where nobody is logged in.
          if (holdsSession(screen) || screen.name === 'starting') desk.set({ idleWarning })
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },

    obeyMenu: () => desktop.onCommand((command) => obey({ ...actions, showShortcuts }, desk, command)),

    resetInstead: async () => {
      const left = await actions.logOut()
      if (!left.ok && left.error.code !== 'notLoggedIn') return
      // By way of Log in, where Back leads to. No email: whoever stands here may not know whose lock this was.
      leaveSession(desk, null)
      actions.goToReset()
    },

    reopenStore: async () => {
      const still = desk.stay()
      const outcome = await desktop.reopenStore()
      if (!still()) return outcome
      if (outcome.ok) await begin.start()
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

type Obeying = Pick<
  AuthActions,
  | 'goToRegister'
  | 'goToSecurity'
  | 'logOut'
  | 'lock'
  | 'reportActivity'
  | 'showShortcuts'
  | 'showImport'
  | 'showBackUp'
  | 'showRestore'
>

/** Menu commands of parts that are not built yet have no menu item; one that comes all the same does nothing. */
function obey(actions: Obeying, desk: Desk, command: MenuCommand) {
  const { name } = desk.get().screen
  // The menu bar is outside of the page: whoever uses it is here all the same.
  if (name === 'session') void actions.reportActivity()
  if (import.meta.env.DEV || import.meta.env.MODE === 'test') openExplorer(command)
  if (command === 'shortcuts') actions.showShortcuts()
  else if (command === 'createAccount') actions.goToRegister()
  else if (command === 'securitySettings') actions.goToSecurity()
  else if (command === 'backUp' && name === 'session') actions.showBackUp()
  else if (command === 'restore' && mayMove(desk)) actions.showRestore()
  else if (command === 'import' && mayMove(desk) && name !== 'problem') actions.showImport()
  else if (command === 'lock' && name === 'session') void actions.lock()
  else if (command === 'logOut' && (name === 'session' || name === 'lock')) void actions.logOut()
}

/** Not in what ships. */
function openExplorer(command: MenuCommand): void {
  if (command === 'apiExplorer') window.location.hash = '#/dev/api'
}

/** Main decides; this only keeps the dialog away from a lock and from a key that is shown once. */
function mayMove(desk: Desk): boolean {
  const { screen, hasAccounts } = desk.get()
  return screen.name === 'session' || screen.name === 'problem' || (screen.name === 'welcome' && !hasAccounts)
}
