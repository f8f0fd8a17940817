import type { CallFunction } from '../call'
import { done } from '../outcome'
import { whoIsLoggedIn } from '../steps/preconditions'

/** A page of one's own audit trail. */
export const activity: CallFunction<'activity'> = (deps, { before, limit }) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  return done(deps.events.page(loggedIn.value.user.id, before ?? null, limit ?? deps.policy.activityDefault))
}
