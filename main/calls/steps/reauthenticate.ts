import { subjectOf } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { ActivityEvent } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { requireSession } from '../access'
import type { Deps, LoggedIn } from '../call'
import { verifyPassword, isCurrentGeneration } from './verify-password'
import { ok, err } from '../outcome'

/** The groups of dependencies that asking for the password again works with. */
export type ReauthenticationGroups = 'auth' | 'tables' | 'session' | 'secrets' | 'time' | 'limits'

/** Why a person could not be asked, or gave a wrong password. */
export type ReauthenticationError = 'wrongCredentials' | 'tooManyAttempts' | 'notLoggedIn' | 'locked'

/** Whose password was right, and how often the window had been locked when it was typed. */
export type Reauthentication = { user: User; timesLocked: number }

/**
 * Asks the logged-in person for the password once more, before what cannot be undone (ASVS 7.5.1). A refusal is written
 * to the audit trail as a refused `event`, where there is one of that name.
 */
export async function reauthenticate(
  deps: Deps<ReauthenticationGroups>,
  caller: LoggedIn,
  typed: string,
  event: ActivityEvent | null,
): Promise<Outcome<Reauthentication, ReauthenticationError>> {
  // The call may have waited since its access was checked: a lock or a log-out wins before anything is counted.
  const now = requireSession(deps)
  if (!now.ok) return now
  if (now.value.user.id !== caller.user.id) return err({ code: 'wrongCredentials' })
  const { user } = now.value
  const compared = await verifyPassword(deps, 'password', subjectOf(user), typed)
  if (!compared.ok) return compared
  if (compared.value.matches) return ok({ user, timesLocked: compared.value.timesLocked })
  if (event && deps.auth.find({ id: user.id })) deps.tables.events.add(user.id, deps.time.clock.now(), event, 'refused')
  return err({ code: 'wrongCredentials' })
}

type CommitOutcome<T> = Outcome<T, 'wrongCredentials' | 'notLoggedIn' | 'locked'>

/**
 * The deed that follows a right password, in one transaction. It is done only if the same person is still logged in and
 * the password compared is still theirs: what changed during the comparison wins, a lock too.
 */
export function commitIfStillAuthenticated<T>(
  deps: Deps<'tables' | 'session' | 'limits'>,
  proof: Reauthentication,
  change: (user: User) => T extends PromiseLike<unknown> ? never : T,
): CommitOutcome<T> {
  const { user } = proof
  return deps.tables.transaction((): CommitOutcome<T> => {
    const loggedIn = requireSession(deps)
    if (!loggedIn.ok) return loggedIn
    const same = loggedIn.value.user.id === user.id && isCurrentGeneration(deps, proof)
    if (!same || !deps.tables.users.stillHas(user.id, { hashedPassword: user.hashedPassword })) {
      return err({ code: 'wrongCredentials' })
    }
    deps.limits.throttle.clear('password', subjectOf(user))
    return ok(change(loggedIn.value.user))
  })
}
