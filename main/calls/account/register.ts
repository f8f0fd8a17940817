import { anyInvitation } from '../../auth/attempt-throttle'
import { UserAlreadyExists } from '../../auth/auth'
import { makeRecoveryKey } from '../../auth/recovery-key'
import type { PasswordKey } from '../../keys/slots'
import type { CallInput, Role } from '../../../preload/contract'
import type { Outcome } from '../../../preload/errors'
import type { CallFunction, Deps } from '../call'
import { ok, err } from '../outcome'
import { recordAct } from '../steps/audit'
import { derivePasswordKey, makeKey, newRecoveryKey } from '../steps/data-key'
import { findOpenCode } from '../steps/issued-codes'
import { consumeAttempt, requireQueueCapacity, requireStrongPassword } from '../steps/preconditions'

type Group = 'auth' | 'tables' | 'secrets' | 'time' | 'limits'

/**
 * The seed's `POST /users`. The only call that reveals whether an email is taken, and only to
 * a person who may register: while registration is closed, the invitation is checked first. The
 * first account is an owner.
 */
export const register: CallFunction<'register', Group> = async (deps, input) => {
  const { email, password } = input
  const strength = await requireStrongPassword(deps, { password, email })
  if (!strength.ok) return strength
  const invited = requireInvitation(deps, input)
  if (!invited.ok) return invited
  const capacity = requireQueueCapacity(deps)
  if (!capacity.ok) return capacity
  if (deps.auth.find({ email })) return err({ code: 'emailTaken' })
  const [hashedPassword, passwordKey] = await Promise.all([
    deps.auth.hashPassword(password),
    derivePasswordKey(deps, null, password),
  ])
  const recoveryKey = makeRecoveryKey(deps.secrets.random)
  const created = createAccount(deps, input, { hashedPassword, passwordKey, recoveryKey })
  return created.ok ? ok({ email, message: 'user created', recoveryKey, role: created.value }) : created
}

type Input = CallInput<'register'>
type NewSecrets = { hashedPassword: string; passwordKey: PasswordKey; recoveryKey: string }

const needsInvitation = ({ tables }: Deps<'tables'>) =>
  tables.users.hasUsers() && tables.registration.mode() === 'closed'

/** A right invitation is never paused; guesses at one are. */
function requireInvitation(
  deps: Deps<Group>,
  { invitation }: Input,
): Outcome<null, 'registrationClosed' | 'invalidInvitation' | 'tooManyAttempts'> {
  if (!needsInvitation(deps)) return ok(null)
  if (invitation === undefined) return err({ code: 'registrationClosed' })
  if (findOpenCode(deps, invitation, 'invite')) return ok(null)
  const attempt = consumeAttempt(deps, 'invitation', anyInvitation)
  return attempt.ok ? err({ code: 'invalidInvitation' }) : attempt
}

/** Checks the invitation again and uses it up: of two registrations with it only one succeeds. */
function createAccount(
  deps: Deps<Group>,
  { email, invitation, displayName, showOnLogIn }: Input,
  { hashedPassword, passwordKey, recoveryKey }: NewSecrets,
): Outcome<Role, 'emailTaken' | 'registrationClosed' | 'invalidInvitation'> {
  const now = deps.time.clock.now()
  const account = { email, totpSecret: null, totpId: null }
  const { changes } = makeKey(deps, account, null, { passwordKey, recoveryKey })
  let created: Outcome<Role, 'registrationClosed' | 'invalidInvitation'>
  try {
    created = deps.tables.transaction(() => {
      const needsCode = needsInvitation(deps)
      const code = needsCode && invitation !== undefined ? findOpenCode(deps, invitation, 'invite') : null
      if (needsCode && !code)
        return err({ code: invitation === undefined ? 'registrationClosed' : 'invalidInvitation' })
      const role = deps.tables.users.hasUsers() ? 'member' : 'owner'
      const user = deps.auth.createUser(email, hashedPassword, {
        ...newRecoveryKey(deps, recoveryKey),
        ...changes,
        role,
        ...(displayName !== undefined && { displayName }),
        ...(showOnLogIn !== undefined && { showOnLogIn }),
      })
      if (code) {
        deps.tables.issuedCodes.remove(code.id)
        deps.limits.throttle.clear('invitation', anyInvitation)
        recordAct(deps, 'invitationUsed', user, user)
      }
      deps.tables.events.add(user.id, now, 'registered', 'done')
      recordAct(deps, 'accountCreated', user, user)
      return ok(role)
    })
  } catch (error) {
    if (error instanceof UserAlreadyExists) return err({ code: 'emailTaken' })
    throw error
  }
  if (!created.ok) return created
  deps.limits.throttle.clear('logIn', { user: null, email })
  deps.limits.throttle.clear('recoveryKey', { user: null, email })
  return created
}
