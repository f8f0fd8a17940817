import { subjectOf, type Subject } from '../auth/pauses'
import { originOf } from '../auth/password'
import type { User } from '../auth/user'
import type { Outcome, Profile } from '../../preload/contract'
import type { CallDeps, CallFunction } from './calls'
import { compareOnce, undisturbed } from './comparing'
import { keepSession } from './keep-session'
import { done, fail } from './parse'
import { currentProfile } from './profile'
import { notLoggedIn } from './refusals'

/**
 * What `POST /sessions` was. An unknown email, a wrong password and a malformed hash answer the same after the same
 * work. `remember` has an effect where the computer has a real key store (`welcome` says so).
 */
export const logIn: CallFunction<'logIn'> = async (deps, { email, password, remember = false }) => {
  const subject = { user: deps.auth.find({ email }), email }
  const compared = await compareOnce(deps, 'logIn', subject, password, (known) => countFailure(deps, known))
  if (!compared.ok) return compared
  const { user } = subject
  if (!user || !compared.value.matches) return refuse(deps, subject)
  const renewed = compared.value.renew && !deps.hasher.full() ? await deps.auth.hashPassword(password) : null
  if (!undisturbed(deps, compared.value)) return fail({ code: 'locked' })
  const sessionId = openSession(deps, user, renewed)
  if (sessionId === null) return refuse(deps, subject)
  if (remember) await keepSession(deps, sessionId)
  return answer(deps, user)
}

function countFailure({ users }: CallDeps, user: User): void {
  users.updateUser(user.id, { failuresSinceLogIn: user.failuresSinceLogIn + 1 })
}

/** The deed: the id of the session that this window now holds; null if the password compared is no longer the account's. */
function openSession(deps: CallDeps, compared: User, renewed: string | null): string | null {
  const sessionId = deps.transaction(() => {
    if (!greet(deps, compared, renewed)) return null
    endHeldSession(deps, compared)
    deps.pauses.clear('logIn', subjectOf(compared))
    deps.events.add(compared.id, deps.clock.now(), 'loggedIn', 'done')
    return deps.auth.createSession(compared.email)
  })
  const user = sessionId === null ? null : deps.auth.getUserFromSessionId(sessionId)
  if (sessionId === null || !user) return null
  deps.vault.forget()
  deps.holder.hold(sessionId, user)
  return sessionId
}

/** Whoever logged in meanwhile, while the key store was asked, is not shown to this one. */
function answer(deps: CallDeps, user: User): Outcome<{ email: string; message: 'logged in'; profile: Profile }> {
  const profile = currentProfile(deps)
  if (!profile.ok) return profile
  if (profile.value.email !== subjectOf(user).email) return notLoggedIn('expired')
  return done({ email: profile.value.email, message: 'logged in', profile: profile.value })
}

/** Moves the count of failures to where it is shown, this try's own not among them, if the hash is still the one compared. */
function greet({ users, auth, clock }: CallDeps, compared: User, renewed: string | null): boolean {
  const now = auth.find({ id: compared.id })
  if (!now) return false
  return users.updateUserIf(
    compared.id,
    { hashedPassword: compared.hashedPassword },
    {
      shownFailures: Math.max(0, now.failuresSinceLogIn - 1),
      shownFailuresSince: now.lastLogInAt,
      failuresSinceLogIn: 0,
      lastLogInAt: clock.now(),
      ...(renewed && { hashedPassword: renewed, hashOrigin: originOf(renewed) }),
    },
  )
}

/** The window holds one session: a good log-in ends it, whoever's it is. */
function endHeldSession({ holder, auth, events, clock }: CallDeps, next: User): void {
  const held = holder.look()
  if (!held.held || held.user.id === next.id) return
  auth.destroySession(held.user.id)
  events.add(held.user.id, clock.now(), 'loggedOut', 'done')
}

function refuse(deps: CallDeps, { user }: Subject): Outcome<never> {
  if (user && deps.auth.find({ id: user.id })) deps.events.add(user.id, deps.clock.now(), 'loggedIn', 'refused')
  else deps.pauses.pretend('logIn')
  return fail({ code: 'wrongCredentials' })
}
