import { UserAlreadyExists } from '../../auth/auth'
import { makeRecoveryKey } from '../../auth/recovery-key'
import { fingerprint } from '../../auth/secrets'
import type { Outcome } from '../../../preload/errors'
import type { CallFunction, Deps } from '../call'
import { ok, err } from '../outcome'
import { requireQueueCapacity, requireStrongPassword } from '../steps/preconditions'

type Group = 'auth' | 'tables' | 'secrets' | 'time' | 'limits'

/** The seed's `POST /users`. The only call that reveals whether an email is taken. */
export const register: CallFunction<'register', Group> = async (deps, { email, password }) => {
  const strength = await requireStrongPassword(deps, { password, email })
  if (!strength.ok) return strength
  const capacity = requireQueueCapacity(deps)
  if (!capacity.ok) return capacity
  if (deps.auth.find({ email })) return err({ code: 'emailTaken' })
  const hashedPassword = await deps.auth.hashPassword(password)
  const recoveryKey = makeRecoveryKey(deps.secrets.random)
  const created = createAccount(deps, email, hashedPassword, recoveryKey)
  return created.ok ? ok({ email, message: 'user created', recoveryKey }) : created
}

function createAccount(
  deps: Deps<Group>,
  email: string,
  hashedPassword: string,
  recoveryKey: string,
): Outcome<null, 'emailTaken'> {
  const now = deps.time.clock.now()
  try {
    deps.tables.transaction(() => {
      const user = deps.auth.createUser(email, hashedPassword, {
        recoveryKeyHash: fingerprint(recoveryKey),
        recoveryKeyCreatedAt: now,
      })
      deps.tables.events.add(user.id, now, 'registered', 'done')
    })
  } catch (error) {
    if (error instanceof UserAlreadyExists) return err({ code: 'emailTaken' })
    throw error
  }
  deps.limits.throttle.clear('logIn', { user: null, email })
  deps.limits.throttle.clear('recoveryKey', { user: null, email })
  return ok(null)
}
