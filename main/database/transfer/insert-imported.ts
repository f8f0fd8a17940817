import { normaliseEmail } from '../../../preload/text'
import type { Connection } from '../engine/connection'

/**
 * An account from another program. Has a recovery key, saved for the user before the import, if its
 * password hash cannot be verified.
 */
export type ImportedAccount = { email: string; hashedPassword: string; recoveryKeyHash: string | null }

const reportEvery = 1000

/**
 * Adds the accounts whose email is free, each with an `imported` event, and returns how many.
 * Inside a transaction only. `at` in milliseconds since the epoch; `actor` is the owner's email.
 */
export function insertImported(
  connection: Connection,
  accounts: readonly ImportedAccount[],
  { at, actor }: { at: number; actor: string },
  report: (done: number) => void,
): number {
  const taken = new Set<string>()
  connection.each('SELECT email FROM users', [], ([email]) => void taken.add(normaliseEmail(String(email))))
  const available = accounts.filter(({ email }) => !taken.has(email))
  let userId = lastId(connection, 'users')
  let eventId = lastId(connection, 'events')
  for (const [index, { email, hashedPassword, recoveryKeyHash }] of available.entries()) {
    const keyCreatedAt = recoveryKeyHash === null ? null : at
    userId += 1
    eventId += 1
    connection.run(
      'INSERT INTO users (id, email, hashed_password, recovery_key_hash, recovery_key_created_at, recovery_key_confirmed) VALUES (?, ?, ?, ?, ?, ?)',
      [userId, email, hashedPassword, recoveryKeyHash, keyCreatedAt, recoveryKeyHash === null ? 0 : 1],
    )
    connection.run('INSERT INTO events (id, user_id, at, event, outcome) VALUES (?, ?, ?, ?, ?)', [
      eventId,
      userId,
      at,
      'imported',
      'done',
    ])
    if (index % reportEvery === reportEvery - 1) report(index + 1)
  }
  connection.run("INSERT INTO audit (at, act, actor, target) VALUES (?, 'imported', ?, NULL)", [at, actor])
  return available.length
}

/** The highest id ever used: a reused id would inherit the activity of a deleted account. */
function lastId(connection: Connection, table: 'users' | 'events'): number {
  const last = connection.get('SELECT max(seq) FROM sqlite_sequence WHERE name = ?', [table])
  const highest = connection.get(`SELECT max(id) FROM ${table}`, [])
  return Math.max(Number(last?.[0] ?? 0), Number(highest?.[0] ?? 0))
}
