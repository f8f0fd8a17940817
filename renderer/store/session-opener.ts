import type { ErrorCode, Outcome } from '../../preload/errors'
import { holdsSession, type ActionDeps } from './action-deps'

/** Makes a call that may open a session. `screenUnchanged`: the screen of the call was not left. */
export type OpenSession = <T, E extends ErrorCode>(
  call: () => Promise<Outcome<T, E>>,
) => Promise<{ outcome: Outcome<T, E>; screenUnchanged: boolean }>

/**
 * Opens a session. If the screen of the call was left meanwhile, logs out again: no session may
 * stay open behind a logged-out screen. Of several calls in flight only the latest logs out.
 */
export function createSessionOpener(deps: ActionDeps): OpenSession {
  let latestAttempt = 0
  let orphaned = false
  return async (call) => {
    const isCurrentVisit = deps.trackVisit()
    const attempt = ++latestAttempt
    const outcome = await call()
    const screenUnchanged = isCurrentVisit()
    // Null: there was no remembered session to open.
    if (outcome.ok && outcome.value !== null) orphaned = !screenUnchanged && !holdsSession(deps.get().screen)
    if (orphaned && attempt === latestAttempt) {
      orphaned = false
      await deps.auth.logOut()
    }
    return { outcome, screenUnchanged }
  }
}
