import type { CallFunction } from './calls'
import { done } from './parse'
import { whoIsLoggedIn } from './refusals'

/** A page of one's own audit trail. */
export const activity: CallFunction<'activity'> = (deps, { before, limit }) => {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  return done(deps.events.page(loggedIn.value.user.id, before ?? null, limit ?? deps.policy.activityDefault))
}
