import { subjectOf, type Subject } from '../../auth/attempt-throttle'
import { originOf } from '../../auth/password'
import type { User } from '../../auth/user'
import type { CallOutcome } from '../../../preload/contract'
import type { ErrorCode } from '../../../preload/errors'
import { notLoggedIn } from '../access'
import type { CallFunction, Deps } from '../call'
import { verifyPassword, isCurrentGeneration } from '../steps/verify-password'
import { rememberSession } from '../steps/remember-session'
import { ok, err, type Err } from '../outcome'
import { currentProfile } from '../account/profile'
import {
  verifySecondFactor,
  consumeSecondFactor,
  secondFactorError,
  type SecondFactor,
} from '../steps/verify-second-factor'

type Group = 'auth' | 'tables' | 'session' | 'secrets' | 'time' | 'limits' | 'log'

/**
 * What `POST /sessions` was. An unknown email, a wrong password and a malformed hash answer the same after the same
 * work. Only a right password learns that there is a second factor, which is then asked for each time. `remember` has an effect where the computer has a real key store (`welcome` says so).
 */
export const logIn: CallFunction<'logIn', Group> = async (deps, input) => {
  const { email, password, remember = false, code } = input
  const subject = { user: deps.auth.find({ email }), email }
  const compared = await verifyPassword(deps, 'logIn', subject, password, (known) => countFailure(deps, known))
  if (!compared.ok) return compared
  const { user } = subject
  if (!user || !compared.value.matches) return refuse(deps, subject)
  const factor = await verifySecondFactor(deps, user, code, 'loggedIn')
  if (!factor.ok) return afterRightPassword(deps, user, factor)
  const renewed = compared.value.renew && !deps.secrets.hasher.full() ? await deps.auth.hashPassword(password) : null
  if (!isCurrentGeneration(deps, compared.value)) return err({ code: 'locked' })
  const opened = openSession(deps, user, renewed, factor.value)
  if (opened === 'codeSpent')
    return afterRightPassword(deps, user, secondFactorError(deps, user, factor.value, 'loggedIn'))
  if (opened === 'changed') return refuse(deps, subject)
  if (remember) await rememberSession(deps, opened.sessionId)
  return answer(deps, user)
}

function countFailure({ tables }: Deps<'tables'>, user: User): void {
  tables.users.updateUser(user.id, { failuresSinceLogIn: user.failuresSinceLogIn + 1 })
}

/** Whatever the code was, this was no guess at the password. A wrong code counts as a failure that its owner shall see. */
function afterRightPassword<E extends ErrorCode>(
  { auth, tables, limits }: Deps<'auth' | 'tables' | 'limits'>,
  user: User,
  refusal: Err<E>,
) {
  tables.transaction(() => {
    const now = auth.find({ id: user.id })
    if (now?.hashedPassword !== user.hashedPassword) return
    limits.throttle.clear('logIn', subjectOf(user))
    if (refusal.error.code === 'wrongCode') return
    tables.users.updateUser(user.id, { failuresSinceLogIn: Math.max(0, now.failuresSinceLogIn - 1) })
  })
  return refusal
}

type Opened = { sessionId: string } | 'changed' | 'codeSpent'

/** The deed: the id of the session that this window now holds; `changed` if the password compared is no longer the account's. */
function openSession(deps: Deps<Group>, compared: User, renewed: string | null, factor: SecondFactor): Opened {
  const opened = deps.tables.transaction((): Opened => {
    if (!deps.tables.users.stillHas(compared.id, { hashedPassword: compared.hashedPassword })) return 'changed'
    if (!consumeSecondFactor(deps, compared, factor)) return 'codeSpent'
    recordLogIn(deps, compared, renewed)
    endHeldSession(deps, compared)
    deps.limits.throttle.clear('logIn', subjectOf(compared))
    deps.tables.events.add(compared.id, deps.time.clock.now(), 'loggedIn', 'done')
    const sessionId = deps.auth.createSession(compared.email)
    return sessionId === null ? 'changed' : { sessionId }
  })
  if (typeof opened === 'string') return opened
  const user = deps.auth.getUserFromSessionId(opened.sessionId)
  if (!user) return 'changed'
  deps.session.remembered.forget()
  deps.session.current.set(opened.sessionId, user)
  return opened
}

/** Whoever logged in meanwhile, while the key store was asked, is not shown to this one. */
function answer(deps: Deps<Group>, user: User): CallOutcome<'logIn'> {
  const profile = currentProfile(deps)
  if (!profile.ok) return profile
  if (profile.value.email !== subjectOf(user).email) return notLoggedIn('expired')
  return ok({ email: profile.value.email, message: 'logged in', profile: profile.value })
}

/** Moves the count of failures to where it is shown, this try's own not among them. */
function recordLogIn(
  { auth, tables, time }: Deps<'auth' | 'tables' | 'time'>,
  compared: User,
  renewed: string | null,
): void {
  const now = auth.find({ id: compared.id }) ?? compared
  tables.users.updateUser(compared.id, {
    shownFailures: Math.max(0, now.failuresSinceLogIn - 1),
    shownFailuresSince: now.lastLogInAt,
    failuresSinceLogIn: 0,
    lastLogInAt: time.clock.now(),
    ...(renewed && { hashedPassword: renewed, hashOrigin: originOf(renewed) }),
  })
}

/** The window holds one session: a good log-in ends it, whoever's it is. */
function endHeldSession({ auth, tables, session, time }: Deps<Group>, next: User): void {
  const held = session.current.peek()
  if (!held.active || held.user.id === next.id) return
  auth.destroySession(held.user.id)
  tables.events.add(held.user.id, time.clock.now(), 'loggedOut', 'done')
}

function refuse(deps: Deps<Group>, { user }: Subject): Err<'wrongCredentials'> {
  if (user && deps.auth.find({ id: user.id }))
    deps.tables.events.add(user.id, deps.time.clock.now(), 'loggedIn', 'refused')
  else deps.limits.throttle.writeDummyAttempt('logIn')
  return err({ code: 'wrongCredentials' })
}
