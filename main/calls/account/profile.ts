import type { User } from '../../auth/user'
import { normaliseEmail, type Outcome, type Preferences, type Profile, type Session } from '../../../preload/contract'
import type { CallDeps, CallFunction } from '../call'
import { done } from '../outcome'
import { whoIsLoggedIn } from '../steps/preconditions'

/** What `GET /profile` was. Seed task 15. */
export const profile: CallFunction<'profile'> = (deps) => currentProfile(deps)

/** The profile of whoever is logged in at this window, else `notLoggedIn` or `locked`. */
export function currentProfile(deps: CallDeps): Outcome<Profile> {
  const loggedIn = whoIsLoggedIn(deps)
  return loggedIn.ok ? done(profileOf(deps, loggedIn.value.user, loggedIn.value.session)) : loggedIn
}

/** What a person may see of an account: named field by field, so that no hash slips out (ASVS 15.3.1). */
export function profileOf({ backupCodes }: CallDeps, user: User, session: Session): Profile {
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
    ...(user.totpSecret !== null && { backupCodesLeft: backupCodes.count(user.id) }),
  }
}

/** The name chosen, else the local part of the email. */
export function displayNameOf(user: User): string {
  const email = normaliseEmail(user.email)
  return user.displayName ?? (email.slice(0, email.lastIndexOf('@')) || email)
}

function preferencesOf({ idleMinutes, lockWithSystem, showOnLogIn }: User): Preferences {
  return { idleMinutes, lockWithSystem, showOnLogIn }
}
