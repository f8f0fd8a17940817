import { normaliseEmail } from '../../../preload/text'
import type { CallFunction } from '../call'
import { ok } from '../outcome'
import { isOpen } from '../steps/issued-codes'

/** The codes that still work. The codes themselves were shown once and are not stored. */
export const issuedCodes: CallFunction<'issuedCodes', 'auth' | 'tables' | 'time' | 'limits'> = (deps) => {
  const emailOf = (id: number | null) => {
    const user = id === null ? null : deps.auth.find({ id })
    return user && normaliseEmail(user.email)
  }
  const open = deps.tables.issuedCodes.all().filter((code) => isOpen(deps, code))
  return ok(
    open.map(({ id, purpose, userId, turnsOffTwoFactor, issuedBy, issuedAt, expiresAt }) => ({
      id,
      purpose,
      email: emailOf(userId),
      turnsOffTwoFactor,
      issuedBy: emailOf(issuedBy) ?? '',
      issuedAt,
      expiresAt: deps.time.clock.now() + expiresAt - deps.time.steadyNow(),
    })),
  )
}
