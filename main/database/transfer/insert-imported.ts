import type { Database } from '../api'
import { nextId } from '../tables/users'

/** An account that comes from elsewhere. Without a hash that can be compared it comes with the key that was saved for it. */
export type ImportedAccount = { email: string; hashedPassword: string; recoveryKeyHash: string | null }

/** Inside a transaction: adds the accounts, each with the event that says so. `at` in milliseconds since the epoch. */
export function addImported(database: Database, accounts: readonly ImportedAccount[], at: number): void {
  let userId = nextId(database, 'users')
  let eventId = nextId(database, 'events')
  for (const { email, hashedPassword, recoveryKeyHash } of accounts) {
    const keyMadeAt = recoveryKeyHash === null ? null : at
    database.run(
      'INSERT INTO users (id, email, hashed_password, recovery_key_hash, recovery_key_created_at, recovery_key_confirmed) VALUES (?, ?, ?, ?, ?, ?)',
      [userId, email, hashedPassword, recoveryKeyHash, keyMadeAt, recoveryKeyHash === null ? 0 : 1],
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
