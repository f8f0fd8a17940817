import type { Subject } from '../auth/pauses'
import { originOf } from '../auth/password'
import type { User } from '../auth/user'
import type { Outcome } from '../../preload/contract'
import type { CallDeps, CallFunction } from './calls'
import { done, fail } from './parse'
import { profileOf } from './profile'
import { paused, queueFull, whoIsLoggedIn } from './refusals'

/**
 * What `POST /sessions` was. An unknown email, a wrong password and a malformed hash answer the same after the same
 * work. `remember` is accepted and has no effect while no session can be kept (`welcome` says so).
 */
export const logIn: CallFunction<'logIn'> = async (deps, { email, password }) => {
  const full = queueFull(deps)
  if (!full.ok) return full
  const user = deps.auth.find({ email })
  const pause = paused(deps, 'logIn', { user, email }, (known) => countFailure(deps, known))
  if (!pause.ok) return pause
  const slowdownMs = deps.pauses.slowdownMs()
  const { matches, renew } = await deps.auth.compare(user, password)
  if (slowdownMs > 0) await deps.delay(slowdownMs)
  if (!user || !matches) return refuse(deps, { user, email })
  const renewed = renew && !deps.hasher.full() ? await deps.auth.hashPassword(password) : null
  return openSession(deps, user, renewed) ?? refuse(deps, { user, email })
}

function countFailure({ users }: CallDeps, user: User): void {
  users.updateUser(user.id, { failuresSinceLogIn: user.failuresSinceLogIn + 1 })
}

/** The deed; null if the password compared is no longer the account's. */
function openSession(deps: CallDeps, compared: User, renewed: string | null) {
  const sessionId = deps.transaction(() => {
    if (!greet(deps, compared, renewed)) return null
    endHeldSession(deps, compared)
    deps.pauses.clear('logIn', { user: compared, email: compared.email })
    deps.events.add(compared.id, deps.clock.now(), 'loggedIn', 'done')
    return deps.auth.createSession(compared.email)
  })
  const user = sessionId === null ? null : deps.auth.getUserFromSessionId(sessionId)
  if (sessionId === null || !user) return null
  deps.holder.hold(sessionId, user)
  return answer(deps, user)
}

function answer(
  deps: CallDeps,
  user: User,
): Outcome<{ email: string; message: 'logged in'; profile: ReturnType<typeof profileOf> }> {
  const loggedIn = whoIsLoggedIn(deps)
  if (!loggedIn.ok) return loggedIn
  const profile = profileOf(user, loggedIn.value.session)
  return done({ email: profile.email, message: 'logged in', profile })
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
  const held = holder.check()
  if (!held.held || held.user.id === next.id) return
  auth.destroySession(held.user.id)
  events.add(held.user.id, clock.now(), 'loggedOut', 'done')
}

function refuse(deps: CallDeps, { user, email }: Subject): Outcome<never> {
  deps.pauses.noteFailure(email)
  if (user && deps.auth.find({ id: user.id })) deps.events.add(user.id, deps.clock.now(), 'loggedIn', 'refused')
  else deps.pauses.pretend('logIn')
  return fail({ code: 'wrongCredentials' })
}
