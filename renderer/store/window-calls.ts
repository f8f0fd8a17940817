import type { MenuCommand } from '../../preload/desktop'
import { holdsSession, type ActionDeps } from './action-deps'
import { followEnd, leaveSession } from './session-end'
import type { OpenSession } from './session-opener'
import { createStart } from './start'
import type { TransferActions } from './transfer'
import type { AuthActions, CallActions, Navigation, WindowActions } from './state'

/** Everything between the window and main that is no account's call: start, settings, menu commands. */
export function createWindowActions(
  deps: ActionDeps,
  actions: Navigation & CallActions & TransferActions,
  openSession: OpenSession,
): Omit<WindowActions, keyof TransferActions> {
  const { auth, desktop } = deps
  const showShortcuts = () => deps.set({ dialog: 'shortcuts' })
  const begin = createStart(deps, openSession)

  return {
    ...begin,
    showShortcuts,
    closeDialog: () => deps.set({ dialog: null }),
    dismissRecovered: () => deps.set({ recovered: null }),

    listen: () => {
      const stops = [
        desktop.onSettingsChanged((settings) => deps.set({ settings })),
        auth.onSessionEnded(({ reason }) => followEnd(deps, reason)),
        auth.onIdleWarning((idleWarning) => {
          const { screen } = deps.get()
          // While the window starts, nobody knows yet: the screen that follows drops it where nobody is logged in.
          if (holdsSession(screen) || screen.name === 'starting') deps.set({ idleWarning })
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },

    runMenuCommands: () => desktop.onCommand((command) => obey({ ...actions, showShortcuts }, deps, command)),

    resetInstead: async () => {
      const left = await actions.logOut()
      if (!left.ok && left.error.code !== 'notLoggedIn') return
      // By way of Log in, where Back leads to. No email: whoever stands here may not know whose lock this was.
      leaveSession(deps, null)
      actions.goToReset()
    },

    reopenStore: async () => {
      const still = deps.trackVisit()
      const outcome = await desktop.reopenStore()
      if (!still()) return outcome
      if (outcome.ok) await begin.start()
      else deps.show({ name: 'problem', error: outcome.error })
      return outcome
    },

    changeSettings: async (input) => {
      const outcome = await desktop.changeSettings(input)
      if (outcome.ok) deps.set({ settings: outcome.value })
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
function obey(actions: Obeying, deps: ActionDeps, command: MenuCommand) {
  const { name } = deps.get().screen
  // The menu bar is outside of the page: whoever uses it is here all the same.
  if (name === 'session') void actions.reportActivity()
  if (import.meta.env.DEV || import.meta.env.MODE === 'test') openExplorer(command)
  if (command === 'shortcuts') actions.showShortcuts()
  else if (command === 'createAccount') actions.goToRegister()
  else if (command === 'securitySettings') actions.goToSecurity()
  else if (command === 'backUp' && name === 'session') actions.showBackUp()
  else if (command === 'restore' && mayMove(deps)) actions.showRestore()
  else if (command === 'import' && mayMove(deps) && name !== 'problem') actions.showImport()
  else if (command === 'lock' && name === 'session') void actions.lock()
  else if (command === 'logOut' && (name === 'session' || name === 'lock')) void actions.logOut()
}

/** Not in what ships. */
function openExplorer(command: MenuCommand): void {
  if (command === 'apiExplorer') window.location.hash = '#/dev/api'
}

/** Main decides; this only keeps the dialog away from a lock and from a key that is shown once. */
function mayMove(deps: ActionDeps): boolean {
  const { screen, hasAccounts } = deps.get()
  return screen.name === 'session' || screen.name === 'problem' || (screen.name === 'welcome' && !hasAccounts)
}
