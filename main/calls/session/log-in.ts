import { targetOf, type AttemptTarget } from '../../auth/attempt-throttle'
import { originOf } from '../../auth/password'
import type { User, UserChanges } from '../../auth/user'
import type { DataKey } from '../../keys/data-key'
import type { PasswordKey } from '../../keys/slots'
import { encryptTotpSecret, isUnderDataKey, makeTotpId } from '../../keys/totp-secret'
import type { CallOutcome } from '../../../preload/contract'
import type { ErrorCode } from '../../../preload/errors'
import { notLoggedIn } from '../access'
import type { CallDeps, CallFunction, Deps } from '../call'
import { openOrMakeKey, openWithPassword } from '../steps/data-key'
import { addFailures, verifyPassword, isCurrentGeneration } from '../steps/verify-password'
import { rememberSession } from '../steps/remember-session'
import { ok, err, type Err } from '../outcome'
import { currentProfile } from '../account/profile'
import {
  verifySecondFactor,
  consumeSecondFactor,
  secondFactorError,
  type SecondFactor,
} from '../steps/verify-second-factor'

/**
 * The seed's `POST /sessions`. An unknown email, a wrong password and a malformed hash get the same
 * error after the same work. Only a right password reveals that the account is disabled, or that
 * there is a second factor, which every log-in asks for. `remember` needs a real key store
 * (`welcome` reports it).
 *
 * It may change the following (docs/architecture.md says when):
 * - `attempts`: the account's rows `logIn` and `code`; for an unknown email a dummy row of user 0,
 *   so that it costs the same.
 * - `users`, the account's row: the three failure columns, `last_log_in_at`, `owner_notice`, the
 *   six session columns; `totp_last_step`; `hashed_password` and `hash_origin` if the password was
 *   hashed again; `password_slot` if the account had no data key; `totp_secret` if an older version
 *   sealed it.
 * - `users`, the row of the previous user of this window: the six session columns.
 * - `backup_codes`: the row of the code that was used.
 * - `events`: `loggedIn`, `codeAsked`, `privateDataSealed`; `loggedOut` of the previous user;
 *   `sessionExpired` of a session that is over.
 * - Files: the journal; in a checkpoint (journal over its limit or poisoned) the other files of the
 *   database; `session.vault`; the log.
 * - Memory: the current session, and the maps of the throttle.
 */
export const logIn: CallFunction<'logIn', keyof CallDeps> = async (deps, input) => {
  const { email, password, remember = false, code } = input
  const target = { user: deps.auth.find({ email }), email }
  const verification = await verifyPassword(deps, target, password)
  if (!verification.ok) return verification
  const { user } = target
  if (!user || !verification.value.matches) return refuse(deps, target)
  if (user.state === 'disabled') return refuseAfterRightPassword(deps, user, err({ code: 'disabled' }))
  const { passwordKey } = verification.value
  const dataKey = openWithPassword(deps, user, passwordKey)
  const secondFactor = await verifySecondFactor(deps, user, code, 'loggedIn', dataKey)
  if (!secondFactor.ok) return refuseAfterRightPassword(deps, user, secondFactor)
  const canRehash = verification.value.needsRehash && !deps.secrets.hasher.isFull()
  const newHash = canRehash ? await deps.auth.hashPassword(password) : null
  const formerSecret = dataKey && (await secretOfOlderVersion(deps, user))
  if (!isCurrentGeneration(deps, verification.value)) return err({ code: 'locked' })
  const proof = { passwordKey, secondFactor: secondFactor.value, newHash, formerSecret }
  const session = openSession(deps, user, proof)
  if (session === 'codeSpent')
    return refuseAfterRightPassword(deps, user, secondFactorError(deps, user, secondFactor.value, 'loggedIn'))
  if (session === 'changed') return refuse(deps, target)
  if (remember) await rememberSession(deps, session.sessionId)
  return profileOutcome(deps, user)
}

/**
 * The password was right, so this is no attempt at it. A wrong code still is a failure that the
 * next log-in shows. A missing one is not, because the page asks for it only then; it is in the
 * activity, so that the person can see that the password is known.
 */
function refuseAfterRightPassword<E extends ErrorCode>(
  deps: Deps<'auth' | 'tables' | 'time'>,
  user: User,
  refusal: Err<E>,
) {
  const { id, hashedPassword } = user
  const { code } = refusal.error
  if (code === 'wrongCode' || code === 'secondFactorRequired')
    deps.tables.transaction(() => {
      if (!deps.tables.users.stillHas(id, { hashedPassword })) return
      if (code === 'wrongCode') addFailures(deps, user, 1)
      else deps.tables.events.add(id, deps.time.clock.now(), 'codeAsked', 'done')
    })
  return refusal
}

/** Null if there is none, or if this computer's key store does not open it. */
async function secretOfOlderVersion({ secrets }: CallDeps, user: User): Promise<string | null> {
  if (user.totpSecret === null || isUnderDataKey(user.totpSecret)) return null
  return secrets.totpSecrets.open(targetOf(user).email, user.totpSecret)
}

type LogInProof = {
  passwordKey: PasswordKey
  secondFactor: SecondFactor
  newHash: string | null
  formerSecret: string | null
}
type OpenSessionResult = { sessionId: string } | 'changed' | 'codeSpent'

/** The change. `changed`: the password that was compared is no longer the account's. */
function openSession(deps: CallDeps, user: User, proof: LogInProof): OpenSessionResult {
  const key = openOrMakeKey(deps, user, proof.passwordKey)
  const result = deps.tables.transaction((): OpenSessionResult => {
    const { hashedPassword, passwordSlot } = user
    if (!deps.tables.users.stillHas(user.id, { hashedPassword, passwordSlot, state: 'active' })) return 'changed'
    if (!consumeSecondFactor(deps, user, proof.secondFactor)) return 'codeSpent'
    recordLogIn(deps, user, { ...key.changes, ...renewHash(proof), ...carryOver(deps, user, key.dataKey, proof) })
    endPreviousSession(deps, user)
    if (key.isSealed) deps.tables.events.add(user.id, deps.time.clock.now(), 'privateDataSealed', 'refused')
    deps.tables.events.add(user.id, deps.time.clock.now(), 'loggedIn', 'done')
    const sessionId = deps.auth.createSession(user.email)
    return sessionId === null ? 'changed' : { sessionId }
  })
  if (typeof result === 'string') return result
  const loggedInUser = deps.auth.getUserFromSessionId(result.sessionId)
  if (!loggedInUser) return 'changed'
  deps.session.remembered.forget()
  deps.session.current.set(result.sessionId, loggedInUser, key.dataKey)
  return result
}

const renewHash = ({ newHash }: LogInProof): UserChanges =>
  newHash === null ? {} : { hashedPassword: newHash, hashOrigin: originOf(newHash) }

/** Encrypts what an older version sealed under the data key, if a recovery key opens that too. */
function carryOver(
  { secrets }: CallDeps,
  user: User,
  dataKey: DataKey | null,
  { formerSecret }: LogInProof,
): UserChanges {
  if (formerSecret === null || !dataKey?.recoveryPublicKey) return {}
  const totpId = user.totpId ?? makeTotpId(secrets.random)
  return {
    totpId,
    totpSecret: encryptTotpSecret(dataKey, targetOf(user).email, totpId, formerSecret, secrets.random),
  }
}

/** Another user may have logged in while the key store was asked; that profile is not returned. */
function profileOutcome(deps: CallDeps, user: User): CallOutcome<'logIn'> {
  const profile = currentProfile(deps)
  if (!profile.ok) return profile
  if (profile.value.email !== targetOf(user).email) return notLoggedIn('expired')
  return ok({ email: profile.value.email, message: 'logged in', profile: profile.value })
}

/** Moves the failure count to where it is shown. */
function recordLogIn({ auth, tables, time }: Deps<'auth' | 'tables' | 'time'>, user: User, more: UserChanges): void {
  const current = auth.find({ id: user.id }) ?? user
  tables.users.updateUser(user.id, {
    shownFailures: current.failuresSinceLogIn,
    shownFailuresSince: current.lastLogInAt,
    failuresSinceLogIn: 0,
    lastLogInAt: time.clock.now(),
    ownerNotice: current.ownerNotice === 1 ? 2 : 0,
    ...more,
  })
}

/** The window holds one session: a log-in ends another user's. */
function endPreviousSession({ auth, tables, session, time }: CallDeps, next: User): void {
  const previous = session.current.peek()
  if (!previous.active || previous.user.id === next.id) return
  auth.destroySession(previous.user.id)
  tables.events.add(previous.user.id, time.clock.now(), 'loggedOut', 'done')
}

function refuse(deps: CallDeps, { user }: AttemptTarget): Err<'wrongCredentials'> {
  if (user && deps.auth.find({ id: user.id }))
    deps.tables.events.add(user.id, deps.time.clock.now(), 'loggedIn', 'refused')
  else deps.limits.throttle.writeDummyAttempt('logIn')
  return err({ code: 'wrongCredentials' })
}
