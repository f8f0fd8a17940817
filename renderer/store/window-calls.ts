import type { MenuCommand } from '../../preload/desktop'
import { holdsSession, lockOf, type ActionDeps } from './action-deps'
import { handleSessionEnd } from './session-end'
import type { OpenSession } from './session-opener'
import { createStart } from './start'
import type { TransferActions } from './transfer'
import type { AuthActions, CallActions, Navigation, WindowActions } from './state'

/** Actions of the window that belong to no account: start, settings, menu commands. */
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
        auth.onSessionEnded(({ reason }) => handleSessionEnd(deps, reason)),
        auth.onIdleWarning((idleWarning) => {
          const { screen } = deps.get()
          // During the start the session is not known yet: keep the warning. `show` drops it if the
          // first screen has no session.
          if (holdsSession(screen) || screen.name === 'starting') deps.set({ idleWarning })
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },

    runMenuCommands: () => desktop.onCommand((command) => runMenuCommand({ ...actions, showShortcuts }, deps, command)),

    reopenStore: async () => {
      const isCurrentVisit = deps.trackVisit()
      const outcome = await desktop.reopenStore()
      if (!isCurrentVisit()) return outcome
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

type MenuActions = Pick<
  AuthActions,
  | 'goToRegister'
  | 'askForOwner'
  | 'goToPage'
  | 'goToSecurity'
  | 'logOut'
  | 'lock'
  | 'reportActivity'
  | 'showShortcuts'
  | 'showImport'
  | 'showBackUp'
  | 'showRestore'
>

/** Ignores a command that the current screen does not allow. */
function runMenuCommand(actions: MenuActions, deps: ActionDeps, command: MenuCommand) {
  const { screen } = deps.get()
  const { name } = screen
  // The page gets no input events from the menu bar: report the activity here.
  if (name === 'session') void actions.reportActivity()
  if (import.meta.env.DEV || import.meta.env.MODE === 'test') openExplorer(command)
  if (command === 'shortcuts') actions.showShortcuts()
  else if (command === 'createAccount') actions.goToRegister()
  else if (command === 'home' || command === 'activity' || command === 'settings' || command === 'accounts')
    actions.goToPage(command)
  else if (command === 'securitySettings') actions.goToSecurity()
  else if (command === 'backUp' && name === 'session') actions.showBackUp()
  else if (command === 'restore' && canRestore(deps)) actions.showRestore()
  else if (command === 'import' && name === 'session') actions.showImport()
  else if (command === 'import') actions.askForOwner()
  else if (command === 'lock' && name === 'session') void actions.lock()
  else if (command === 'logOut' && (name === 'session' || lockOf(screen))) void actions.logOut()
}

/** The explorer is only in the dev and test builds. */
function openExplorer(command: MenuCommand): void {
  if (command === 'apiExplorer') window.location.hash = '#/dev/api'
}

/**
 * Main authorizes the restore. This check only prevents the dialog on screens where main would
 * refuse it, and on the screen of a key that is shown once.
 */
function canRestore(deps: ActionDeps): boolean {
  const { screen, hasAccounts } = deps.get()
  return screen.name === 'session' || screen.name === 'problem' || (screen.name === 'welcome' && !hasAccounts)
}
