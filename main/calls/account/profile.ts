import type { User } from '../../auth/user'
import type { Preferences, Profile, Session } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { localPart, normaliseEmail } from '../../../preload/text'
import { requireSession } from '../access'
import type { CallFunction, Deps } from '../call'
import { ok } from '../outcome'

/** What `GET /profile` was. Seed task 15. */
export const profile: CallFunction<'profile', 'tables'> = (deps, _input, { user, session }) =>
  ok(profileOf(deps, user, session))

/** The profile of whoever is logged in at this window, else `notLoggedIn` or `locked`. */
export function currentProfile(deps: Deps<'tables' | 'session'>): Outcome<Profile, 'notLoggedIn' | 'locked'> {
  const loggedIn = requireSession(deps)
  return loggedIn.ok ? ok(profileOf(deps, loggedIn.value.user, loggedIn.value.session)) : loggedIn
}

/** What a person may see of an account: named field by field, so that no hash slips out (ASVS 15.3.1). */
export function profileOf({ tables }: Deps<'tables'>, user: User, session: Session): Profile {
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
    ...(user.totpSecret !== null && { backupCodesLeft: tables.backupCodes.count(user.id) }),
  }
}

/** The name chosen, else the local part of the email. */
export function displayNameOf(user: User): string {
  const email = normaliseEmail(user.email)
  return user.displayName ?? (localPart(email) || email)
}

function preferencesOf({ idleMinutes, lockWithSystem, showOnLogIn }: User): Preferences {
  return { idleMinutes, lockWithSystem, showOnLogIn }
}
