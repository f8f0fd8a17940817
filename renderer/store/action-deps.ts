import type { AuthBridge } from '../../preload/contract'
import type { DesktopBridge } from '../../preload/desktop'
import type { AuthData, ScreenState } from './state'

export type Bridges = { auth: AuthBridge; desktop: DesktopBridge }

/** What the actions work with: the bridges, the data, and the one way to change the screen. */
export type ActionDeps = Bridges & {
  get: () => AuthData
  set: (change: Partial<AuthData>) => void
  /** Shows a screen; answers that are still on their way to the one before will find it left. */
  show: (screen: ScreenState) => void
  /** Remembers where we are: the answer says whether we are still there. */
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
      // A question about another screen's accounts does not stay over this one.
      const dialog = get().dialog === 'shortcuts' ? 'shortcuts' : null
      set(holdsSession(screen) ? { screen, dialog } : { screen, dialog, idleWarning: null })
    },
    trackVisit: () => {
      const then = visit
      return () => visit === then
    },
  }
}

/** Whether somebody is logged in while this is shown, and can be warned, locked out or logged out. */
export function holdsSession(screen: ScreenState): boolean {
  if (screen.name === 'session' || screen.name === 'backupCodes') return true
  return screen.name === 'recoveryKey' && screen.reason !== 'reset'
}
