import type { SqlValue } from '../api'
import type { Connection } from '../engine/connection'
import { ensureOwner } from '../tables/owners'

/** What proves that a person is an owner in a backup. */
export type OwnerCredentials = {
  hashedPassword: string
  hashOrigin: string
  passwordSlot: string | null
  totpSecret: string | null
  totpId: string | null
  totpLastStep: number | null
  /** SHA-256 of the backup codes that are left. */
  backupCodes: string[]
}

/**
 * The credentials of the active owner with this email. In a backup that is older than the roles,
 * the active account with the lowest id is the owner. Outside of a transaction only.
 */
export function readOwner(connection: Connection, email: string): OwnerCredentials | null {
  ensureOwner(connection)
  const [id, hashedPassword, hashOrigin, passwordSlot, totpSecret, totpId, totpLastStep] =
    connection.get(
      `SELECT id, hashed_password, hash_origin, password_slot, totp_secret, totp_id, totp_last_step FROM users
       WHERE email = ? AND role = 'owner' AND state = 'active'`,
      [email],
    ) ?? []
  if (id === undefined) return null
  return {
    hashedPassword: String(hashedPassword),
    hashOrigin: String(hashOrigin),
    passwordSlot: textOf(passwordSlot),
    totpSecret: textOf(totpSecret),
    totpId: textOf(totpId),
    totpLastStep: typeof totpLastStep === 'number' ? totpLastStep : null,
    backupCodes: connection.all('SELECT code_hash FROM backup_codes WHERE user_id = ?', [id]).flat().map(String),
  }
}

const textOf = (value: SqlValue | undefined) => (typeof value === 'string' ? value : null)
