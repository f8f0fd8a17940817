/**
 * A second factor that needs no network: codes of an authenticator (TOTP, RFC 6238: SHA-1, six
 * digits, 30 seconds, which every authenticator supports), and backup codes in case it is lost.
 * Pure: uses neither clock nor store.
 */
import { Secret, TOTP } from 'otpauth'
import { randomCharacters, type Random } from './secrets'

/** What the rules need of the backup_codes table. The caller opens the transaction. */
export type BackupCodeStore = {
  /** The number of unused codes. */
  count(userId: number): number
  /** Whether an unused code has this SHA-256. */
  has(userId: number, codeHash: string): boolean
  /** Uses up the code with this SHA-256; false if there is none. */
  consume(userId: number, codeHash: string): boolean
  replaceAll(userId: number, codeHashes: readonly string[]): void
  removeAllOf(userId: number): void
}

const backupCodeCount = 10
const backupCodeLength = 16
/** As long as the SHA-1 hash (RFC 4226, 4, R6). */
const secretBytes = 20
const periodSeconds = 30
/** One step either way: clocks differ, and typing takes time (RFC 6238, 5.2). */
const driftSteps = 1

/** A new secret in base 32, the format of authenticators. */
export function makeTotpSecret(random: Random): string {
  return new Secret({ buffer: new Uint8Array(random.bytes(secretBytes)).buffer }).base32
}

/** The content of the QR code: issuer, email and secret. */
export function totpUri(secret: string, issuer: string, email: string): string {
  return totpOf(secret, issuer, email).toString()
}

/** The time step of a right code at a wall time in milliseconds; null for a wrong code. */
export function totpStep(secret: string, code: string, now: number): number | null {
  const totp = totpOf(secret)
  const delta = totp.validate({ token: code, timestamp: now, window: driftSteps })
  return delta === null ? null : totp.counter({ timestamp: now }) + delta
}

/** The time step of a wall time in milliseconds. */
export function totpStepAt(now: number): number {
  return TOTP.counter({ period: periodSeconds, timestamp: now })
}

/** Ten new backup codes of 16 random characters each (80 bits), without hyphens. */
export function makeBackupCodes(random: Random): string[] {
  return Array.from({ length: backupCodeCount }, () => randomCharacters(random, backupCodeLength))
}

function totpOf(secret: string, issuer = '', label = ''): TOTP {
  return new TOTP({ issuer, label, secret, algorithm: 'SHA1', digits: 6, period: periodSeconds })
}
