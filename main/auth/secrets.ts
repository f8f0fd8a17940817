import { createHash, timingSafeEqual } from 'node:crypto'

/** The system's random source; passed in, so that tests can repeat themselves. */
export type Random = { uuid(): string; bytes(count: number): Uint8Array }

/** A UUIDv4 for session ids and reset tokens, as in the seed: 122 random bits. */
export function generateUuid(random: Random): string {
  return random.uuid()
}

/** Crockford's 32 characters: no I, L, O or U to be misread. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Random characters for people to write down, five bits each. */
export function randomCharacters(random: Random, count: number): string {
  // 256 is a multiple of 32, so the low five bits of a random byte are uniform.
  return Array.from(random.bytes(count), (byte) => alphabet.charAt(byte & 31)).join('')
}

/** SHA-256 in hex: what is kept of a session id, reset token or recovery key. Enough, since all three are random (ASVS 11.4). */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('hex')
}

/** Compares two fingerprints in constant time. */
export function sameFingerprint(one: string, other: string): boolean {
  const a = Buffer.from(one)
  const b = Buffer.from(other)
  return a.length === b.length && timingSafeEqual(a, b)
}
