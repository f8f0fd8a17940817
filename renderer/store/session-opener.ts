import type { ErrorCode, Outcome } from '../../preload/errors'
import { holdsSession, type ActionDeps } from './action-deps'

/** Makes a call that may open a session; `wanted`: the screen that asked for it is still there. */
export type OpenSession = <T, E extends ErrorCode>(
  ask: () => Promise<Outcome<T, E>>,
) => Promise<{ outcome: Outcome<T, E>; wanted: boolean }>

/**
 * Opens a session, unless the screen that asked for it was left meanwhile: then main ends the session again, so that
 * nobody stays logged in behind a logged-out screen. Of several tries under way only the newest may do that.
 */
export function createSessionOpener(deps: ActionDeps): OpenSession {
  let newest = 0
  let stray = false
  return async (ask) => {
    const still = deps.trackVisit()
    const mine = ++newest
    const outcome = await ask()
    const wanted = still()
    // Null: there was no kept session to open.
    if (outcome.ok && outcome.value !== null) stray = !wanted && !holdsSession(deps.get().screen)
    if (stray && mine === newest) {
      stray = false
      await deps.auth.logOut()
    }
    return { outcome, wanted }
  }
}
