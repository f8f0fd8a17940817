import { subjectOf } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { ActivityEvent, Outcome } from '../../../preload/contract'
import type { CallDeps } from '../call'
import { compareOnce, undisturbed } from './verify-password'
import { done, fail } from '../outcome'
import { whoIsLoggedIn } from './preconditions'

/** Whose password was right, and how often the window had been locked when it was typed. */
export type Proof = { user: User; timesLocked: number }

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
  const compared = await compareOnce(deps, 'password', subjectOf(user), typed)
  if (!compared.ok) return compared
  if (compared.value.matches) return done({ user, timesLocked: compared.value.timesLocked })
  if (event && deps.auth.find({ id: user.id })) deps.events.add(user.id, deps.clock.now(), event, 'refused')
  return fail({ code: 'wrongCredentials' })
}

/**
 * The deed that follows a right password, in one transaction. It is done only if the same person is still logged in and
 * the password compared is still theirs: what changed during the comparison wins, a lock too.
 */
export function asProven<T>(
  deps: CallDeps,
  proof: Proof,
  deed: () => T extends PromiseLike<unknown> ? never : T,
): Outcome<T> {
  const { user } = proof
  return deps.transaction((): Outcome<T> => {
    const loggedIn = whoIsLoggedIn(deps)
    if (!loggedIn.ok) return loggedIn
    const same = loggedIn.value.user.id === user.id && undisturbed(deps, proof)
    if (!same || !deps.users.stillHas(user.id, { hashedPassword: user.hashedPassword })) {
      return fail({ code: 'wrongCredentials' })
    }
    deps.pauses.clear('password', subjectOf(user))
    return done(deed())
  })
}
