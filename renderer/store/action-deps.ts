import type { AuthBridge } from '../../preload/contract'
import type { DesktopBridge } from '../../preload/desktop'
import type { AuthData, ScreenOf, ScreenState } from './state'

export type Bridges = { auth: AuthBridge; desktop: DesktopBridge }

/** Dependencies of every action. */
export type ActionDeps = Bridges & {
  get: () => AuthData
  set: (change: Partial<AuthData>) => void
  /** Shows a screen and ends the visit of the previous one. */
  show: (screen: ScreenState) => void
  /** Returns a function that reports whether the current screen is still shown. */
  trackVisit: () => () => boolean
}

export function createActionDeps(
  bridges: Bridges,
  get: () => AuthData,
  set: (change: Partial<AuthData>) => void,
): ActionDeps {
  let visit = 0
  return {
    ...bridges,
    get,
    set,
    show: (screen) => {
      visit += 1
      // Close every dialog but Shortcuts: the others concern the screen that was left.
      const dialog = get().dialog === 'shortcuts' ? 'shortcuts' : null
      set(holdsSession(screen) ? { screen, dialog } : { screen, dialog, idleWarning: null })
    },
    trackVisit: () => {
      const startedIn = visit
      return () => visit === startedIn
    },
  }
}

/**
 * Whether a session can be active behind this screen, so that idle warnings, locks and session ends
 * apply. After a reset there is no session behind the recovery key.
 */
export function holdsSession(screen: ScreenState): boolean {
  if (screen.name === 'session' || screen.name === 'backupCodes') return true
  return screen.name === 'recoveryKey' && screen.reason !== 'reset'
}

/** The locked session that the window shows, or that a reset returns to; else null. */
export function lockOf(screen: ScreenState): ScreenOf<'lock'> | null {
  if (screen.name === 'lock') return screen
  return screen.name === 'reset' && screen.returnTo?.name === 'lock' ? screen.returnTo : null
}
