import { UserAlreadyExists } from '../../auth/auth'
import { makeRecoveryKey } from '../../auth/recovery-key'
import { fingerprint } from '../../auth/secrets'
import type { Outcome } from '../../../preload/contract'
import type { CallDeps, CallFunction } from '../call'
import { done, fail } from '../outcome'
import { roomInQueue, weakPassword } from '../steps/preconditions'

/** What `POST /users` was. That an email is taken is told here and nowhere else. */
export const register: CallFunction<'register'> = async (deps, { email, password }) => {
  const strong = await weakPassword(deps, { password, email })
  if (!strong.ok) return strong
  const room = roomInQueue(deps)
  if (!room.ok) return room
  if (deps.auth.find({ email })) return fail({ code: 'emailTaken' })
  const hashedPassword = await deps.auth.hashPassword(password)
  const recoveryKey = makeRecoveryKey(deps.random)
  const enrolled = enrol(deps, email, hashedPassword, recoveryKey)
  return enrolled.ok ? done({ email, message: 'user created', recoveryKey }) : enrolled
}

function enrol(deps: CallDeps, email: string, hashedPassword: string, recoveryKey: string): Outcome<null> {
  const now = deps.clock.now()
  try {
    deps.transaction(() => {
      const user = deps.auth.enrol(email, hashedPassword, {
        recoveryKeyHash: fingerprint(recoveryKey),
        recoveryKeyCreatedAt: now,
      })
      deps.events.add(user.id, now, 'registered', 'done')
    })
  } catch (error) {
    if (error instanceof UserAlreadyExists) return fail({ code: 'emailTaken' })
    throw error
  }
  deps.pauses.clear('logIn', { user: null, email })
  deps.pauses.clear('recoveryKey', { user: null, email })
  return done(null)
}
