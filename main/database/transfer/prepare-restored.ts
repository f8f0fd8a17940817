import type { Connection } from '../engine/connection'
import { forgetSessions } from './backup-file'
import type { Database, SqlValue } from '../api'
import { writeIdentity } from '../engine/schema'

export type RestoreDeps = {
  /** The accounts of now; null while they can't be read. */
  now: Pick<Database, 'all' | 'get'> | null
  /** Milliseconds since the epoch. */
  at: number
  /** Names the new line of history: nothing of the old one may be replayed on it. */
  timelineId: string
  /** The time step of authenticators that `at` lies in. */
  codeStep: number
}

/**
 * Makes the database of a backup fit to go live: no session, no token, no guess and no code comes back with it. Inside no
 * transaction.
 */
export function prepareRestored(connection: Connection, { now, at, timelineId, codeStep }: RestoreDeps): Uint8Array {
  forgetSessions(connection)
  connection.script('DROP TABLE IF EXISTS backup')
  connection.begin()
  // A code that was used after the backup was made must not open anything again.
  connection.run(
    'UPDATE users SET totp_last_step = max(coalesce(totp_last_step, 0), ?) WHERE totp_secret IS NOT NULL',
    [codeStep],
  )
  if (now) {
    keepTwoFactor(connection, now)
    keepAttempts(connection, now)
    keepIds(connection, now)
  }
  connection.run(
    "INSERT INTO events (user_id, at, event, outcome) SELECT id, ?, 'restored', 'done' FROM users ORDER BY id",
    [at],
  )
  connection.commit()
  writeIdentity(connection, timelineId, 0)
  return connection.export()
}

/** Two-factor of an account that is on both sides stays as it is now, turned off or on, with the codes that are left. */
function keepTwoFactor(connection: Connection, now: Pick<Database, 'all' | 'get'>): void {
  const columns = 'id, email, created_at, totp_secret, totp_last_step'
  const same = 'email = ? AND created_at IS ?'
  const isOn = 'totp_secret IS NOT NULL'
  // Most people have it on neither side; whoever has it on one is looked for on the other.
  for (const [id = null, email = null, createdAt = null] of connection.all(
    `SELECT ${columns} FROM users WHERE ${isOn}`,
    [],
  )) {
    const found = now.get(`SELECT ${columns} FROM users WHERE ${same}`, [email, createdAt])
    if (found) carryOver(connection, id, now, found)
  }
  for (const row of now.all(`SELECT ${columns} FROM users WHERE ${isOn}`)) {
    const [, email = null, createdAt = null] = row
    const id = connection.get(`SELECT id FROM users WHERE ${same}`, [email, createdAt])?.[0]
    if (id !== undefined) carryOver(connection, id, now, row)
  }
}

/** Gives an account of the backup the two-factor that a row of now has. */
function carryOver(connection: Connection, id: SqlValue, now: Pick<Database, 'all'>, row: readonly SqlValue[]): void {
  const [idNow = null, , , secret = null, lastStep = null] = row
  connection.run('UPDATE users SET totp_secret = ?, totp_last_step = ? WHERE id = ?', [secret, lastStep, id])
  connection.run('DELETE FROM backup_codes WHERE user_id = ?', [id])
  for (const [hash = null] of now.all('SELECT code_hash FROM backup_codes WHERE user_id = ?', [idNow])) {
    connection.run('INSERT INTO backup_codes (user_id, code_hash) VALUES (?, ?)', [id, hash])
  }
}

/** Of two counts of wrong guesses the larger one stands, and the later pause. */
function keepAttempts(connection: Connection, now: Pick<Database, 'all'>): void {
  const rows = now.all('SELECT u.email, a.kind, a.count, a.last_at FROM attempts a JOIN users u ON u.id = a.user_id')
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

/** An id that was given away once is never given again, on neither side. */
function keepIds(connection: Connection, now: Pick<Database, 'get'>): void {
  const highest = Number(now.get('SELECT max(seq) FROM sqlite_sequence WHERE name = ?', ['users'])?.[0] ?? 0)
  const changed = connection.run('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?', [highest, 'users'])
  if (changed === 0) connection.run('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', ['users', highest])
}
