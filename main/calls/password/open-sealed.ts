import { targetOf } from '../../auth/attempt-throttle'
import { noResetToken } from '../../auth/auth'
import { makeRecoveryKey } from '../../auth/recovery-key'
import type { User } from '../../auth/user'
import type { DataKey } from '../../keys/data-key'
import { openRecoverySlot } from '../../keys/slots'
import type { CallInput } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import { normaliseEmail } from '../../../preload/text'
import type { CallFunction, Deps } from '../call'
import { err, ok } from '../outcome'
import { derivePasswordKey, makeKey, newRecoveryKey, openWithPassword, privateDataOf } from '../steps/data-key'
import { consumeAttempt, requireQueueCapacity, requireStrongPassword } from '../steps/preconditions'
import { commitIfStillAuthenticated, type ReauthenticationGroups } from '../steps/reauthenticate'
import { notRemembered } from '../session/stop-remembering'

type Group = ReauthenticationGroups

/**
 * Opens sealed private data with the former password or recovery key, and encrypts it under a new
 * password and a new recovery key: whoever typed an owner's code may know the current password.
 * Guesses count like those at a log-in or a reset. Other sessions and issued codes end.
 */
export const openSealed: CallFunction<'openSealed', Group> = async (deps, input, { user }) => {
  const { newPassword } = input
  const former = formerSecretOf(input)
  if (!former.ok) return former
  if (!isSealed(deps, user)) return err({ code: 'notSealed' })
  const strength = await requireStrongPassword(deps, { password: newPassword, email: normaliseEmail(user.email) })
  if (!strength.ok) return strength
  const generation = deps.session.current.generation()
  const isFree = requireQueueCapacity(deps)
  if (!isFree.ok) return isFree
  if ((await deps.auth.compare(user, newPassword)).matches) return err({ code: 'weakPassword', reason: 'same' })
  const opened = await openWith(deps, user, former.value)
  if (!opened.ok) return opened
  const capacity = requireQueueCapacity(deps)
  if (!capacity.ok) return capacity
  const [hashedPassword, passwordKey] = await Promise.all([
    deps.auth.hashPassword(newPassword),
    derivePasswordKey(deps, null, newPassword),
  ])
  const recoveryKey = makeRecoveryKey(deps.secrets.random)
  const committed = commitIfStillAuthenticated(
    deps,
    { user, generation },
    (current): Outcome<Committed, 'notSealed'> => {
      if (!isSealed(deps, current)) return err({ code: 'notSealed' })
      const { dataKey, changes } = makeKey(deps, current, opened.value, { passwordKey, recoveryKey })
      deps.tables.users.updateUser(user.id, {
        ...deps.auth.newPassword(hashedPassword),
        ...newRecoveryKey(deps, recoveryKey),
        ...notRemembered(deps, current),
        ...noResetToken,
        ...changes,
      })
      deps.tables.issuedCodes.removeForUser(user.id)
      deps.limits.throttle.clear('logIn', targetOf(user))
      deps.limits.throttle.clear('recoveryKey', targetOf(user))
      deps.tables.events.add(user.id, deps.time.clock.now(), 'privateDataOpened', 'done')
      return ok({ sessionId: deps.auth.rotateSessionId(user.id), dataKey })
    },
  )
  if (!committed.ok) return committed
  if (!committed.value.ok) return committed.value
  const { sessionId, dataKey } = committed.value.value
  deps.session.remembered.forget()
  deps.session.current.rotateId(sessionId)
  deps.session.current.setDataKey(dataKey)
  return ok({ recoveryKey })
}

type Committed = { sessionId: string; dataKey: DataKey }
type FormerSecret = { kind: 'recoveryKey' | 'logIn'; typed: string }

/** Exactly one of the two. */
function formerSecretOf({
  recoveryKey,
  formerPassword,
}: CallInput<'openSealed'>): Outcome<FormerSecret, 'invalidInput'> {
  if (recoveryKey === undefined) {
    if (formerPassword !== undefined) return ok({ kind: 'logIn', typed: formerPassword })
    return err({ code: 'invalidInput', fields: { formerPassword: 'required' } })
  }
  if (formerPassword === undefined) return ok({ kind: 'recoveryKey', typed: recoveryKey })
  return err({ code: 'invalidInput', fields: { recoveryKey: 'malformed' } })
}

/** Whether the private data of the user of this session is sealed. */
export function isSealed({ session }: Deps<'session'>, user: User): boolean {
  return privateDataOf(user, session.current.dataKey()) === 'sealed'
}

/** Counts the attempt before it compares, like every guess. */
async function openWith(
  deps: Deps<Group>,
  user: User,
  { kind, typed }: FormerSecret,
): Promise<Outcome<DataKey, 'wrongCredentials' | 'invalidRecoveryKey' | 'tooManyAttempts'>> {
  const capacity = requireQueueCapacity(deps)
  if (!capacity.ok) return capacity
  const attempt = consumeAttempt(deps, kind, targetOf(user))
  if (!attempt.ok) return attempt
  const dataKey =
    kind === 'recoveryKey'
      ? user.recoverySlot && openRecoverySlot(user.recoverySlot, normaliseEmail(user.email), typed)
      : openWithPassword(deps, user, await derivePasswordKey(deps, user.passwordSlot, typed))
  if (dataKey) return ok(dataKey)
  if (deps.auth.find({ id: user.id }))
    deps.tables.events.add(user.id, deps.time.clock.now(), 'privateDataOpened', 'refused')
  return err({ code: kind === 'recoveryKey' ? 'invalidRecoveryKey' : 'wrongCredentials' })
}
