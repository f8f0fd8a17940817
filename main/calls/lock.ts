import type { CallFunction } from './calls'
import { done } from './parse'
import { whoIsLoggedIn } from './refusals'

/** Locks the session of this window: from now on only `unlock` and `logOut` are answered. */
export const lock: CallFunction<'lock'> = (deps) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  deps.holder.lock()
  deps.events.add(loggedIn.value.user.id, deps.clock.now(), 'locked', 'done')
  return done({ message: 'locked' })
}
