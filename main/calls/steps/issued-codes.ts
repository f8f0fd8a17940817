import { fingerprint } from '../../auth/secrets'
import type { StoredCode } from '../../database/tables/issued-codes'
import type { Deps } from '../call'

type Group = 'auth' | 'tables' | 'time' | 'limits'

/** The open code that was typed, or null. Does the same work for a wrong one. */
export function findOpenCode(deps: Deps<Group>, typed: string, purpose: StoredCode['purpose']): StoredCode | null {
  const code = deps.tables.issuedCodes.find(fingerprint(typed))
  return code?.purpose === purpose && isOpen(deps, code) ? code : null
}

/**
 * Whether the code may be used: not expired, and issued by an active owner.
 * More time left than a new code has means that the clock was set back before this start.
 */
export function isOpen({ auth, time, limits }: Deps<Group>, { expiresAt, issuedBy }: StoredCode): boolean {
  const leftMs = expiresAt - time.steadyNow()
  if (leftMs <= 0 || leftMs > limits.policy.issuedCodeMs) return false
  const issuer = auth.find({ id: issuedBy })
  return issuer?.role === 'owner' && issuer.state === 'active'
}
