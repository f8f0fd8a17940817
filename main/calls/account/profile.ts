import type { User } from '../../auth/user'
import type { Preferences, Profile, Session } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { localPart, normaliseEmail } from '../../../preload/text'
import { requireSession } from '../access'
import type { CallFunction, Deps } from '../call'
import { ok } from '../outcome'
import { privateDataOf } from '../steps/data-key'

/** The seed's `GET /profile`. Seed task 15. */
export const profile: CallFunction<'profile', 'tables' | 'session'> = (deps, _input, { user, session }) =>
  ok(profileOf(deps, user, session))

/** The profile of the current user, else `notLoggedIn` or `locked`. */
export function currentProfile(deps: Deps<'tables' | 'session'>): Outcome<Profile, 'notLoggedIn' | 'locked'> {
  const loggedIn = requireSession(deps)
  return loggedIn.ok ? ok(profileOf(deps, loggedIn.value.user, loggedIn.value.session)) : loggedIn
}

/** The visible part of an account, listed by field, so that no hash leaks (ASVS 15.3.1). */
export function profileOf(
  { tables, session: window }: Deps<'tables' | 'session'>,
  user: User,
  session: Session,
): Profile {
  const email = normaliseEmail(user.email)
  return {
    email,
    displayName: displayNameOf(user),
    createdAt: user.createdAt,
    passwordChangedAt: user.passwordChangedAt,
    recoveryKey: { createdAt: user.recoveryKeyCreatedAt, confirmed: user.recoveryKeyConfirmed },
    failedAttempts: { count: user.shownFailures, since: user.shownFailuresSince },
    session,
    preferences: preferencesOf(user),
    twoFactor: user.totpSecret !== null,
    privateData: privateDataOf(user, window.current.dataKey()),
    role: user.role,
    newOwner: user.ownerNotice === 2,
    ...(user.totpSecret !== null && { backupCodesLeft: tables.backupCodes.count(user.id) }),
  }
}

/** The chosen name, else the local part of the email. */
export function displayNameOf(user: User): string {
  const email = normaliseEmail(user.email)
  return user.displayName ?? (localPart(email) || email)
}

function preferencesOf({ idleMinutes, lockWithSystem, showOnLogIn }: User): Preferences {
  return { idleMinutes, lockWithSystem, showOnLogIn }
}
