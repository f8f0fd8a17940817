import type { User } from '../auth/user'
import type { ActivityEvent, Outcome } from '../../preload/contract'
import type { CallDeps } from './calls'
import { done, fail } from './parse'
import { paused, queueFull, whoIsLoggedIn } from './refusals'

/** Whose password was right, and how often the window had been locked when it was typed. */
export type Proof = { user: User; locks: number }

/**
 * Asks the logged-in person for the password once more, before what cannot be undone (ASVS 7.5.1). A refusal is written
 * to the audit trail as a refused `event`, where there is one of that name.
 */
export async function passwordAgain(
  deps: CallDeps,
  typed: string,
  event: ActivityEvent | null,
): Promise<Outcome<Proof>> {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  const { user } = loggedIn.value
  const full = queueFull(deps)
  if (!full.ok) return full
  const pause = paused(deps, 'password', { user, email: user.email })
  if (!pause.ok) return pause
  const locks = deps.holder.locks()
  const { matches } = await deps.auth.compare(user, typed)
  if (matches) return done({ user, locks })
  if (event && deps.auth.find({ id: user.id })) deps.events.add(user.id, deps.clock.now(), event, 'refused')
  return fail({ code: 'wrongCredentials' })
}

/**
 * The deed that follows a right password, in one transaction. It is done only if the same person is still logged in and
 * the password compared is still theirs: what changed during the comparison wins, a lock too.
 */
export function asProven<T>(
  deps: CallDeps,
  { user, locks }: Proof,
  deed: () => T extends PromiseLike<unknown> ? never : T,
): Outcome<T> {
  return deps.transaction((): Outcome<T> => {
    const loggedIn = whoIsLoggedIn(deps)
    if (!loggedIn.ok) return loggedIn
    const same = deps.users.updateUserIf(user.id, { hashedPassword: user.hashedPassword }, {})
    const undisturbed = loggedIn.value.user.id === user.id && deps.holder.locks() === locks
    if (!same || !undisturbed) return fail({ code: 'wrongCredentials' })
    deps.pauses.clear('password', { user, email: user.email })
    return done(deed())
  })
}
