import type { AuthBridge, AuthError, Outcome } from '../../preload/contract'
import type { DesktopBridge } from '../../preload/desktop'
import type { AuthData, LogInNotice, ScreenState } from './state'

export type Bridges = { auth: AuthBridge; desktop: DesktopBridge }

/** What the actions work with: the bridges, the data, and the one way to change the screen. */
export type Desk = Bridges & {
  get: () => AuthData
  set: (change: Partial<AuthData>) => void
  /** Shows a screen; answers that are still on their way to the one before will find it left. */
  show: (screen: ScreenState) => void
  /** Remembers where we are: the answer says whether we are still there. */
  stay: () => () => boolean
}

export function createDesk(bridges: Bridges, get: () => AuthData, set: (change: Partial<AuthData>) => void): Desk {
  let visit = 0
  return {
    ...bridges,
    get,
    set,
    show: (screen) => {
      visit += 1
      set({ screen })
    },
    stay: () => {
      const then = visit
      return () => visit === then
    },
  }
}

type LostReason = Extract<AuthError, { code: 'notLoggedIn' }>['reason']

/** A session that main no longer knows ends on Log in; nothing of it stays on screen. */
export function leaveSession(desk: Desk, reason: LostReason) {
  desk.show({ name: 'logIn', email: '', notice: lostNotice(reason) })
}

export function lostNotice(reason: LostReason): LogInNotice {
  return { kind: reason === 'gone' ? 'gone' : 'expired' }
}

/** Waits for a call of the session: a late answer is only handed back, a lost session leads to Log in. */
export async function inSession<T>(
  desk: Desk,
  call: Promise<Outcome<T>>,
  onValue?: (value: T) => void | Promise<void>,
) {
  const still = desk.stay()
  const outcome = await call
  if (!still()) return outcome
  if (outcome.ok) await onValue?.(outcome.value)
  else if (outcome.error.code === 'notLoggedIn') leaveSession(desk, outcome.error.reason)
  return outcome
}
