import { createHash } from 'node:crypto'
import { normaliseEmail } from '../../../preload/text'
import type { Identity, SqlValue } from '../api'
import type { Connection } from '../engine/connection'
import { writeIdentity } from '../engine/schema'
import { ensureOwner } from '../tables/owners'
import { clearSessions } from './backup-file'

export type RestoreTarget = {
  /** Milliseconds since the epoch. */
  at: number
  /** A new timeline: no record of the old one may be replayed onto it. */
  identity: Identity
  /** The TOTP time step of `at`. */
  codeStep: number
  /** Who restores, for the audit; null if there are no accounts now. */
  actor: string | null
  /**
   * The owner of the backup who restores, if this computer cannot check their authenticator. With
   * every backup code void too, two-factor would leave them no code at all.
   */
  withoutTwoFactor: string | null
}

/**
 * Prepares the database of a backup for use, or returns null if no active owner of now would be in
 * it. Removes sessions, reset tokens and issued codes. While the current database can be read,
 * roles, states, registration and audit stay as they are now, and no account gets back a guess, a
 * used code or a two-factor state. Otherwise (`current` is null) nothing is known about what was
 * used since the backup: every backup code and every code of the authenticator up to now is void.
 * Outside of a transaction only.
 */
export function prepareRestored(
  connection: Connection,
  current: Connection | null,
  { at, identity, codeStep, actor, withoutTwoFactor }: RestoreTarget,
): Uint8Array | null {
  clearSessions(connection)
  connection.script('DROP TABLE IF EXISTS backup')
  connection.begin()
  // A code that was used after the backup was made must not be valid again.
  connection.run(
    'UPDATE users SET totp_last_step = max(coalesce(totp_last_step, 0), ?) WHERE totp_secret IS NOT NULL',
    [codeStep],
  )
  connection.run('DELETE FROM issued_codes', [])
  if (current) {
    keepRoles(connection, current)
    if (!hasOwner(connection)) {
      connection.rollback()
      return null
    }
    keepTables(connection, current)
    keepPeople(connection, current)
    keepIds(connection, current)
  } else {
    connection.run('DELETE FROM backup_codes', [])
    if (withoutTwoFactor !== null) turnOffTwoFactor(connection, withoutTwoFactor, at)
    ensureOwner(connection)
  }
  connection.run(
    "INSERT INTO events (user_id, at, event, outcome) SELECT id, ?, 'restored', 'done' FROM users ORDER BY id",
    [at],
  )
  connection.run("INSERT INTO audit (at, act, actor, target) VALUES (?, 'restored', ?, NULL)", [at, actor])
  connection.commit()
  writeIdentity(connection, identity)
  return connection.export()
}

function turnOffTwoFactor(connection: Connection, email: string, at: number): void {
  connection.run('UPDATE users SET totp_secret = NULL, totp_id = NULL, totp_last_step = NULL WHERE email = ?', [email])
  connection.run(
    "INSERT INTO events (user_id, at, event, outcome) SELECT id, ?, 'twoFactorOff', 'done' FROM users WHERE email = ?",
    [at, email],
  )
}

/** An account that does not exist now comes back as an active member. */
function keepRoles(connection: Connection, current: Connection): void {
  connection.run("UPDATE users SET role = 'member', state = 'active', owner_notice = 0", [])
  const rows = current.all(
    "SELECT email, role, state, owner_notice FROM users WHERE role <> 'member' OR state <> 'active'",
    [],
  )
  for (const [email = null, ...values] of rows)
    connection.run('UPDATE users SET role = ?, state = ?, owner_notice = ? WHERE email = ?', [...values, email])
}

const hasOwner = (connection: Connection) =>
  connection.get("SELECT 1 FROM users WHERE role = 'owner' AND state = 'active' LIMIT 1", []) !== undefined

function keepTables(connection: Connection, current: Connection): void {
  connection.run('DELETE FROM registration', [])
  connection.run('INSERT INTO registration VALUES (?)', [
    current.get('SELECT mode FROM registration', [])?.[0] ?? 'open',
  ])
  connection.run('DELETE FROM audit', [])
  for (const row of current.all('SELECT id, at, act, actor, target FROM audit', []))
    connection.run('INSERT INTO audit (id, at, act, actor, target) VALUES (?, ?, ?, ?, ?)', row)
}

/** What counts against a person and must survive every restore, in whatever order. */
type Kept = {
  secret: SqlValue
  totpId: SqlValue
  lastStep: SqlValue
  /** SHA-256 of the backup codes that are left. */
  codes: SqlValue[]
  attempts: { kind: SqlValue; count: number; lastAt: number }[]
}

/**
 * An account that is in both databases, by its email, keeps the two-factor state of now, on or off,
 * and its counts. One that the restore removes leaves a trace of them, and one that comes back
 * finds the trace. The secret of the same set-up stays as it is in the backup: there it is
 * encrypted under the key that comes with it.
 */
function keepPeople(connection: Connection, current: Connection): void {
  const traces = readTraces(current)
  connection.run('DELETE FROM traces', [])
  const idOf = (email: SqlValue) => connection.get('SELECT id FROM users WHERE email = ?', [email])?.[0]
  for (const { email, kept } of peopleOf(current)) {
    const id = idOf(email)
    if (id === undefined) traces.set(fingerprintOf(email), kept)
    else apply(connection, id, kept)
  }
  const present = new Set(current.all('SELECT email FROM users', []).map(([email = null]) => fingerprintOf(email)))
  for (const [id = null, email = null] of connection.all('SELECT id, email FROM users', [])) {
    const fingerprint = fingerprintOf(email)
    const trace = traces.get(fingerprint)
    if (trace && !present.has(fingerprint)) apply(connection, id, trace)
    if (trace) traces.delete(fingerprint)
  }
  for (const [fingerprint, { secret, totpId, lastStep, codes, attempts }] of traces) {
    const row = [fingerprint, secret, totpId, lastStep, JSON.stringify(codes), JSON.stringify(attempts)]
    connection.run(
      'INSERT INTO traces (email_hash, totp_secret, totp_id, totp_last_step, backup_codes, attempts) VALUES (?, ?, ?, ?, ?, ?)',
      row,
    )
  }
}

/**
 * The people of now who have two-factor, have had it, or have failed an attempt; and who lost it.
 */
function* peopleOf(current: Connection): Generator<{ email: SqlValue; kept: Kept }> {
  const attempts = new Map<SqlValue, Kept['attempts']>()
  for (const [userId = null, kind = null, count = null, lastAt = null] of current.all(
    'SELECT user_id, kind, count, last_at FROM attempts',
    [],
  ))
    attempts.set(userId, [...(attempts.get(userId) ?? []), { kind, count: Number(count), lastAt: Number(lastAt) }])
  const codes = new Map<SqlValue, SqlValue[]>()
  for (const [userId = null, hash = null] of current.all('SELECT user_id, code_hash FROM backup_codes', []))
    codes.set(userId, [...(codes.get(userId) ?? []), hash])
  const rows = current.all('SELECT id, email, totp_secret, totp_id, totp_last_step FROM users', [])
  for (const [id = null, email = null, secret = null, totpId = null, lastStep = null] of rows)
    yield { email, kept: { secret, totpId, lastStep, codes: codes.get(id) ?? [], attempts: attempts.get(id) ?? [] } }
}

function apply(connection: Connection, id: SqlValue, { secret, totpId, lastStep, codes, attempts }: Kept): void {
  connection.run('UPDATE users SET totp_last_step = ? WHERE id = ?', [lastStep, id])
  // A set-up that has no name, or no secret in the backup, is not the same.
  const isOther = '(?1 IS NULL OR ?2 IS NULL OR totp_secret IS NULL OR totp_id IS NOT ?2)'
  connection.run(`UPDATE users SET totp_secret = ?, totp_id = ? WHERE id = ? AND ${isOther}`, [secret, totpId, id])
  connection.run('DELETE FROM backup_codes WHERE user_id = ?', [id])
  for (const hash of codes) connection.run('INSERT INTO backup_codes (user_id, code_hash) VALUES (?, ?)', [id, hash])
  for (const { kind, count, lastAt } of attempts)
    connection.run(
      `INSERT INTO attempts (user_id, kind, count, last_at) VALUES (?, ?, ?, ?) ON CONFLICT (user_id, kind)
       DO UPDATE SET count = max(count, excluded.count), last_at = max(last_at, excluded.last_at)`,
      [id, kind, count, lastAt],
    )
}

function readTraces(current: Connection): Map<string, Kept> {
  const columns = 'email_hash, totp_secret, totp_id, totp_last_step, backup_codes, attempts'
  const rows = current.all(`SELECT ${columns} FROM traces`, [])
  return new Map(
    rows.map(([fingerprint, secret = null, totpId = null, lastStep = null, codes, attempts]) => [
      String(fingerprint),
      {
        secret,
        totpId,
        lastStep,
        codes: jsonList(codes) as SqlValue[],
        attempts: jsonList(attempts) as Kept['attempts'],
      },
    ]),
  )
}

/** Another program may have written anything. */
function jsonList(text: SqlValue | undefined): unknown[] {
  try {
    const value: unknown = JSON.parse(String(text))
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

const fingerprintOf = (email: SqlValue) =>
  createHash('sha256')
    .update(normaliseEmail(String(email)))
    .digest('hex')

/** No id that either database has ever used is used again. */
function keepIds(connection: Connection, current: Connection): void {
  for (const table of ['users', 'audit', 'issued_codes']) {
    const highest = Number(current.get('SELECT max(seq) FROM sqlite_sequence WHERE name = ?', [table])?.[0] ?? 0)
    const changed = connection.run('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?', [highest, table])
    if (changed === 0) connection.run('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', [table, highest])
  }
}
