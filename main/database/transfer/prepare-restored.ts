import type { Connection } from '../engine/connection'
import { clearSessions } from './backup-file'
import type { Identity, SqlValue } from '../api'
import { writeIdentity } from '../engine/schema'

export type RestoreTarget = {
  /** Milliseconds since the epoch. */
  at: number
  /** A new timeline: no record of the old one may be replayed onto it. */
  identity: Identity
  /** The TOTP time step of `at`. */
  codeStep: number
}

/**
 * Prepares the database of a backup for use: removes sessions and reset tokens, keeps used codes
 * used, and does not reset the attempt counts. `current` is null if it cannot be read. Outside of a
 * transaction only.
 */
export function prepareRestored(
  connection: Connection,
  current: Connection | null,
  { at, identity, codeStep }: RestoreTarget,
): Uint8Array {
  clearSessions(connection)
  connection.script('DROP TABLE IF EXISTS backup')
  connection.begin()
  // A code that was used after the backup was made must not be valid again.
  connection.run(
    'UPDATE users SET totp_last_step = max(coalesce(totp_last_step, 0), ?) WHERE totp_secret IS NOT NULL',
    [codeStep],
  )
  if (current) {
    keepTwoFactor(connection, current)
    keepAttempts(connection, current)
    keepIds(connection, current)
  }
  connection.run(
    "INSERT INTO events (user_id, at, event, outcome) SELECT id, ?, 'restored', 'done' FROM users ORDER BY id",
    [at],
  )
  connection.commit()
  writeIdentity(connection, identity)
  return connection.export()
}

/**
 * An account in both databases keeps its current two-factor state, on or off, with its remaining
 * backup codes.
 */
function keepTwoFactor(connection: Connection, current: Connection): void {
  const columns = 'id, email, created_at, totp_secret, totp_last_step'
  const sameAccount = 'email = ? AND created_at IS ?'
  const isOn = 'totp_secret IS NOT NULL'
  // Few accounts use two-factor: look up only those that have it on in either database.
  for (const [id = null, email = null, createdAt = null] of connection.all(
    `SELECT ${columns} FROM users WHERE ${isOn}`,
    [],
  )) {
    const row = current.get(`SELECT ${columns} FROM users WHERE ${sameAccount}`, [email, createdAt])
    if (row) copyTwoFactor(connection, id, current, row)
  }
  for (const row of current.all(`SELECT ${columns} FROM users WHERE ${isOn}`, [])) {
    const [, email = null, createdAt = null] = row
    const id = connection.get(`SELECT id FROM users WHERE ${sameAccount}`, [email, createdAt])?.[0]
    if (id !== undefined) copyTwoFactor(connection, id, current, row)
  }
}

/** Copies the two-factor state of a current row to an account of the backup. */
function copyTwoFactor(connection: Connection, id: SqlValue, current: Connection, row: readonly SqlValue[]): void {
  const [currentId = null, , , secret = null, lastStep = null] = row
  connection.run('UPDATE users SET totp_secret = ?, totp_last_step = ? WHERE id = ?', [secret, lastStep, id])
  connection.run('DELETE FROM backup_codes WHERE user_id = ?', [id])
  for (const [hash = null] of current.all('SELECT code_hash FROM backup_codes WHERE user_id = ?', [currentId])) {
    connection.run('INSERT INTO backup_codes (user_id, code_hash) VALUES (?, ?)', [id, hash])
  }
}

/** Keeps the larger of both attempt counts and the later of both times, per account and kind. */
function keepAttempts(connection: Connection, current: Connection): void {
  const rows = current.all(
    'SELECT u.email, a.kind, a.count, a.last_at FROM attempts a JOIN users u ON u.id = a.user_id',
    [],
  )
  for (const [email = null, kind = null, count = null, lastAt = null] of rows) {
    const id = connection.get('SELECT id FROM users WHERE email = ?', [email])?.[0]
    if (id === undefined) continue
    const values: SqlValue[] = [id, kind, count, lastAt]
    connection.run(
      `INSERT INTO attempts (user_id, kind, count, last_at) VALUES (?, ?, ?, ?) ON CONFLICT (user_id, kind)
       DO UPDATE SET count = max(count, excluded.count), last_at = max(last_at, excluded.last_at)`,
      values,
    )
  }
}

/** No id that either database has ever used is used again. */
function keepIds(connection: Connection, current: Connection): void {
  const highest = Number(current.get('SELECT max(seq) FROM sqlite_sequence WHERE name = ?', ['users'])?.[0] ?? 0)
  const changed = connection.run('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?', [highest, 'users'])
  if (changed === 0) connection.run('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', ['users', highest])
}
