import type { Hasher } from './hasher'
import { fingerprint } from './secrets'
import type { User } from './user'

export type PasswordPolicy = {
  bcryptCost: number
  foreignCostMin: number
  foreignCostMax: number
  passwordMaxBytes: number
}
export type PasswordDeps = { hasher: Hasher; policy: PasswordPolicy }

/** What one comparison found. `renew`: the hash has another cost than ours and can be made again from what was typed. */
export type Comparison = { matches: boolean; renew: boolean }

/** bcrypt, `$2b$`, of the NFC form. The caller has seen to it that it fits into 72 bytes. Rejects as the hasher does. */
export function hashPassword({ hasher, policy }: PasswordDeps, password: string): Promise<string> {
  return hasher.hash(password.normalize('NFC'), policy.bcryptCost)
}

/**
 * Always exactly one comparison: an unknown email and a malformed stored hash cost the same as a wrong password, so the
 * time of the answer says nothing (ASVS 6.3.8). Our own hashes are of the NFC form and never of more than 72 bytes; a
 * stranger's are compared with the very bytes typed, of which bcrypt reads the first 72, as the stranger's bcrypt did.
 */
export async function comparePassword(
  { hasher, policy }: PasswordDeps,
  user: User | null,
  typed: string,
): Promise<Comparison> {
  const composed = typed.normalize('NFC')
  const fits = byteLength(composed) <= policy.passwordMaxBytes
  const own = user !== null && user.hashOrigin === originOf(user.hashedPassword)
  const known = user !== null && isUsableHash(policy, user.hashedPassword)
  const same = await hasher.compare(own ? composed : typed, known ? user.hashedPassword : dummyHash(policy.bcryptCost))
  // bcrypt repeats its key with a NUL between: "ab" and "ab\0ab" hash alike, and no stored password holds a NUL.
  const matches = same && known && (fits || !own) && !typed.includes('\0')
  return { matches, renew: matches && fits && costOf(user.hashedPassword) !== policy.bcryptCost }
}

/**
 * What marks a hash as made here: its own SHA-256, so that a hash which another program puts in its place is a
 * stranger's again without that program knowing of us.
 */
export function originOf(hashedPassword: string): string {
  return fingerprint(hashedPassword)
}

/** Whether a password can be compared with it here: bcrypt, well formed, at a cost that does not occupy the worker for hours. */
export function isUsableHash({ foreignCostMin, foreignCostMax }: PasswordPolicy, hash: string): boolean {
  const cost = costOf(hash)
  return cost !== null && cost >= foreignCostMin && cost <= foreignCostMax
}

/** UTF-8 bytes, which is what bcrypt counts. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}

/** The cost in a well-formed hash, else null: bcryptjs throws at once for some malformed ones and answers at once for others. */
function costOf(hash: string): number | null {
  const found = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(hash)
  return found ? Number(found[1]) : null
}

/** A well-formed hash of no known password. */
function dummyHash(cost: number): string {
  return `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`
}
