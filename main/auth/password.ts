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

/**
 * `needsRehash`: the cost of the hash differs from the policy's, and the typed password can be
 * hashed again.
 */
export type Comparison = { matches: boolean; needsRehash: boolean }

/**
 * bcrypt, `$2b$`, of the NFC form, which the caller limits to 72 bytes. Rejects as the hasher does.
 */
export function hashPassword({ hasher, policy }: PasswordDeps, password: string): Promise<string> {
  return hasher.hash(password.normalize('NFC'), policy.bcryptCost)
}

/**
 * Always runs exactly one comparison: an unknown email and a malformed hash cost the same as a
 * wrong password, so the response time reveals nothing (ASVS 6.3.8). Our own hashes are of the NFC
 * form and of at most 72 bytes. Foreign hashes (made by another program) are compared with the
 * bytes as typed; bcrypt reads the first 72 of them, as it did in the other program.
 */
export async function comparePassword(
  { hasher, policy }: PasswordDeps,
  user: Pick<User, 'hashedPassword' | 'hashOrigin'> | null,
  typed: string,
): Promise<Comparison> {
  const composed = typed.normalize('NFC')
  const fits = byteLength(composed) <= policy.passwordMaxBytes
  const isOwn = user !== null && user.hashOrigin === originOf(user.hashedPassword)
  const isUsable = user !== null && isUsableHash(policy, user.hashedPassword)
  const bcryptMatches = await hasher.compare(
    isOwn ? composed : typed,
    isUsable ? user.hashedPassword : dummyHash(policy.bcryptCost),
  )
  // bcrypt repeats its key, separated by NUL: "ab" and "ab\0ab" have the same hash. No stored
  // password contains a NUL.
  const matches = bcryptMatches && isUsable && (fits || !isOwn) && !typed.includes('\0')
  return { matches, needsRehash: matches && fits && costOf(user.hashedPassword) !== policy.bcryptCost }
}

/**
 * The bytes from which a key is derived: those of the NFC form, as for our own hashes. A password
 * that does not fit was set by another program; of that one, those that bcrypt reads.
 */
export function keyMaterial({ passwordMaxBytes }: PasswordPolicy, typed: string): Uint8Array {
  const composed = Buffer.from(typed.normalize('NFC'), 'utf8')
  return composed.length <= passwordMaxBytes ? composed : Buffer.from(typed, 'utf8').subarray(0, passwordMaxBytes)
}

/**
 * The value of `hashOrigin` for a hash that we made: the SHA-256 of that hash. A hash without a
 * matching value comes from another program, which need not know of the column.
 */
export function originOf(hashedPassword: string): string {
  return fingerprint(hashedPassword)
}

/**
 * Whether the hash can be compared here: well-formed bcrypt whose cost does not block the worker.
 */
export function isUsableHash({ foreignCostMin, foreignCostMax }: PasswordPolicy, hash: string): boolean {
  const cost = costOf(hash)
  return cost !== null && cost >= foreignCostMin && cost <= foreignCostMax
}

/** The length in UTF-8 bytes, which bcrypt counts. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}

/**
 * The cost of a well-formed hash, else null. For malformed hashes bcryptjs throws or returns at
 * once, without the work of a comparison.
 */
function costOf(hash: string): number | null {
  const match = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(hash)
  return match ? Number(match[1]) : null
}

/** A well-formed hash that no known password matches. */
function dummyHash(cost: number): string {
  return `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`
}
