import { targetOf } from '../../auth/attempt-throttle'
import type { User } from '../../auth/user'
import type { PasswordKey } from '../../keys/slots'
import type { ActivityEvent } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { requireSession } from '../access'
import type { Deps, LoggedIn } from '../call'
import { verifyPassword, isCurrentGeneration } from './verify-password'
import { ok, err } from '../outcome'

/** The dependencies of reauthentication. */
export type ReauthenticationGroups = 'auth' | 'tables' | 'session' | 'secrets' | 'time' | 'limits'

export type ReauthenticationError = 'wrongCredentials' | 'tooManyAttempts' | 'notLoggedIn' | 'locked'

/**
 * A user with the right password, the key that it derives, and the session generation when the
 * comparison began.
 */
export type Reauthentication = { user: User; passwordKey: PasswordKey; generation: number }

/**
 * Asks the current user for the password again before a change that cannot be undone (ASVS 7.5.1).
 * A wrong password is counted like one at log-in, and logged as a refused `event`.
 */
export async function reauthenticate(
  deps: Deps<ReauthenticationGroups>,
  caller: LoggedIn,
  password: string,
  event: ActivityEvent,
): Promise<Outcome<Reauthentication, ReauthenticationError>> {
  // The call may have waited since its access check: a lock or log-out since then must not count an
  // attempt.
  const loggedIn = requireSession(deps)
  if (!loggedIn.ok) return loggedIn
  if (loggedIn.value.user.id !== caller.user.id) return err({ code: 'wrongCredentials' })
  const { user } = loggedIn.value
  const verification = await verifyPassword(deps, targetOf(user), password)
  if (!verification.ok) return verification
  const { matches, passwordKey, generation } = verification.value
  if (matches) return ok({ user, passwordKey, generation })
  if (deps.auth.find({ id: user.id })) deps.tables.events.add(user.id, deps.time.clock.now(), event, 'refused')
  return err({ code: 'wrongCredentials' })
}

type CommitOutcome<T> = Outcome<T, 'wrongCredentials' | 'notLoggedIn' | 'locked'>

/**
 * Runs the change of a reauthenticated call in one transaction. It runs only if the same user is
 * still logged in, was not locked meanwhile, and still has the password that was compared.
 */
export function commitIfStillAuthenticated<T>(
  deps: Deps<'tables' | 'session'>,
  reauthentication: Pick<Reauthentication, 'user' | 'generation'>,
  change: (user: User) => T extends PromiseLike<unknown> ? never : T,
): CommitOutcome<T> {
  const { user } = reauthentication
  return deps.tables.transaction((): CommitOutcome<T> => {
    const loggedIn = requireSession(deps)
    if (!loggedIn.ok) return loggedIn
    const isSameUser = loggedIn.value.user.id === user.id && isCurrentGeneration(deps, reauthentication)
    if (!isSameUser || !deps.tables.users.stillHas(user.id, { hashedPassword: user.hashedPassword })) {
      return err({ code: 'wrongCredentials' })
    }
    return ok(change(loggedIn.value.user))
  })
}
