/**
 * A second factor without a network: the codes of an authenticator (TOTP, RFC 6238: SHA-1, six digits, 30 seconds, what
 * every authenticator reads) and backup codes for the day it is lost. Pure: neither clock nor store.
 */
import { Secret, TOTP } from 'otpauth'
import { randomCharacters, type Random } from './secrets'

/** What the rules need of the backup_codes table. Inside the transaction of the deed, all of it. */
export type BackupCodeStore = {
  /** How many are not used yet. */
  count(userId: number): number
  /** Whether it is one that is not used yet, by its SHA-256. */
  has(userId: number, codeHash: string): boolean
  /** Uses one up, by its SHA-256; answers whether it was there. */
  spend(userId: number, codeHash: string): boolean
  replaceAll(userId: number, codeHashes: readonly string[]): void
  removeAllOf(userId: number): void
}

const backupCodeCount = 10
const backupCodeLength = 16
/** RFC 4226, 4, R6: as long as the hash. */
const secretBytes = 20
const periodSeconds = 30
/** One step either way: clocks differ, and people take their time to type (RFC 6238, 5.2). */
const driftSteps = 1

/** A new secret, in base 32 as authenticators take it. */
export function makeTotpSecret(random: Random): string {
  return new Secret({ buffer: new Uint8Array(random.bytes(secretBytes)).buffer }).base32
}

/** What the QR code says: who made it, whose it is, and the secret. */
export function totpUri(secret: string, issuer: string, email: string): string {
  return totpOf(secret, issuer, email).toString()
}

/** The time step of a right code, at a wall time in milliseconds; null for a wrong one. */
export function totpStep(secret: string, code: string, now: number): number | null {
  const totp = totpOf(secret)
  const delta = totp.validate({ token: code, timestamp: now, window: driftSteps })
  return delta === null ? null : totp.counter({ timestamp: now }) + delta
}

/** The time step that a wall time in milliseconds lies in. */
export function totpStepAt(now: number): number {
  return TOTP.counter({ period: periodSeconds, timestamp: now })
}

/** Ten new backup codes, each of 16 random characters of 32 (80 bits), without hyphens. */
export function makeBackupCodes(random: Random): string[] {
  return Array.from({ length: backupCodeCount }, () => randomCharacters(random, backupCodeLength))
}

function totpOf(secret: string, issuer = '', label = ''): TOTP {
  return new TOTP({ issuer, label, secret, algorithm: 'SHA1', digits: 6, period: periodSeconds })
}
