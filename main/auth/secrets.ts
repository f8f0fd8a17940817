import { createHash, timingSafeEqual } from 'node:crypto'

/** The random source; injected, so that tests are repeatable. */
export type Random = { uuid(): string; bytes(count: number): Uint8Array }

/** A UUIDv4 (122 random bits) for session ids and reset tokens, as in the seed. */
export function generateUuid(random: Random): string {
  return random.uuid()
}

/** Crockford's base 32: I, L, O and U are left out because they are easily misread. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Random characters that people write down, five bits each. */
export function randomCharacters(random: Random, count: number): string {
  // 256 is a multiple of 32, so the low five bits of a random byte are uniform.
  return Array.from(random.bytes(count), (byte) => alphabet.charAt(byte & 31)).join('')
}

/**
 * SHA-256 in hex: the stored form of session ids, reset tokens and recovery keys. SHA-256 is
 * enough, because all three are random (ASVS 11.4).
 */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex')
}

/** Compares two fingerprints in constant time. */
export function sameFingerprint(one: string, other: string): boolean {
  const a = Buffer.from(one)
  const b = Buffer.from(other)
  return a.length === b.length && timingSafeEqual(a, b)
}
