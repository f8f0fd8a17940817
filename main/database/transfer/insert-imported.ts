import type { Database } from '../api'
import { nextId } from '../tables/users'

/**
 * An account from another program. Has a recovery key, saved for the user before the import, if its
 * password hash cannot be verified.
 */
export type ImportedAccount = { email: string; hashedPassword: string; recoveryKeyHash: string | null }

/**
 * Adds the accounts, each with an `imported` event. Inside a transaction only. `at` in milliseconds
 * since the epoch.
 */
export function insertImported(database: Database, accounts: readonly ImportedAccount[], at: number): void {
  let userId = nextId(database, 'users')
  let eventId = nextId(database, 'events')
  for (const { email, hashedPassword, recoveryKeyHash } of accounts) {
    const keyCreatedAt = recoveryKeyHash === null ? null : at
    database.run(
      'INSERT INTO users (id, email, hashed_password, recovery_key_hash, recovery_key_created_at, recovery_key_confirmed) VALUES (?, ?, ?, ?, ?, ?)',
      [userId, email, hashedPassword, recoveryKeyHash, keyCreatedAt, recoveryKeyHash === null ? 0 : 1],
    )
    database.run('INSERT INTO events (id, user_id, at, event, outcome) VALUES (?, ?, ?, ?, ?)', [
      eventId,
      userId,
      at,
      'imported',
      'done',
    ])
    userId += 1
    eventId += 1
  }
}
