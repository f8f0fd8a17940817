import { createHash } from 'node:crypto'
import type { SqlJsStatic } from 'sql.js'
import { connect, type Connection } from '../engine/connection'
import { migrations as ourMigrations, type Migration } from '../engine/migrations'
import { hasOurSchema, isSound, lastVersion, migrate, schemaVersion } from '../engine/schema'
import { applicationId } from '../engine/snapshot'
import { StorageError } from '../engine/storage-error'

/** What a backup says of itself. `madeAt` in milliseconds since the epoch. */
export type BackupFacts = { madeAt: number; version: string; accounts: number }

/** A backup that was read: its facts, and its database, to be closed by whoever asked. */
export type OpenedBackup = { facts: BackupFacts; connection: Connection }

/** Ends every session and every reset that is under way: neither may come back with a file. Inside no transaction. */
export function forgetSessions(connection: Connection): void {
  connection.script(`UPDATE users SET session_id = NULL, session_started_at = NULL, session_last_used_at = NULL,
    session_expires_at = NULL, session_remembered = 0, reset_token = NULL, reset_token_expires_at = NULL`)
}

/**
 * The accounts as one file that any SQLite tool opens: the bytes of a database of ours without its sessions, and a table
 * `backup` that says when and by what it was made, with the SHA-256 of the file. `marker` is 64 random hexadecimal
 * digits: they keep the place of the checksum until it is known.
 */
export function makeBackup(
  sql: SqlJsStatic,
  database: Uint8Array,
  { madeAt, version, marker }: Omit<BackupFacts, 'accounts'> & { marker: string },
): Uint8Array {
  const connection = connect(sql, database)
  try {
    forgetSessions(connection)
    connection.script(
      'CREATE TABLE backup (made_at INTEGER NOT NULL, version TEXT NOT NULL, accounts INTEGER NOT NULL, checksum TEXT NOT NULL)',
    )
    connection.run('INSERT INTO backup SELECT ?, ?, count(*), ? FROM users', [madeAt, version, marker])
    const bytes = Buffer.from(connection.export())
    const place = placeOf(bytes, marker)
    if (place === null) throw new StorageError('io', 'the checksum has no place of its own')
    bytes.write(checksum(bytes, place), place, 'latin1')
    return bytes
  } finally {
    connection.close()
  }
}

/**
 * Opens the bytes of a backup, brought to the newest schema. Null for any other file and for a damaged one; throws
 * StorageError `newer` for one that a later version made.
 */
export function readBackup(
  sql: SqlJsStatic,
  bytes: Uint8Array,
  migrations: readonly Migration[] = ourMigrations,
): OpenedBackup | null {
  const file = Buffer.from(bytes)
  if (file.length < 100 || file.readUInt32BE(68) !== applicationId) return null
  const connection = quietly(() => connect(sql, file))
  if (!connection) return null
  try {
    const facts = quietly(() => factsOf(connection, file))
    if (facts && schemaVersion(connection) > lastVersion(migrations)) throw new StorageError('newer', 'a newer backup')
    if (facts && quietly(() => isOurs(sql, connection, migrations))) {
      migrate(connection, migrations, lastVersion(migrations))
      return { facts, connection }
    }
  } catch (error) {
    connection.close()
    throw error
  }
  connection.close()
  return null
}

/** What the table says, if the file is as it was written. */
function factsOf(connection: Connection, file: Buffer): BackupFacts | null {
  const [madeAt, version, accounts, written] =
    connection.get('SELECT made_at, version, accounts, checksum FROM backup', []) ?? []
  if (typeof madeAt !== 'number' || typeof accounts !== 'number') return null
  if (typeof version !== 'string' || version.length > 64) return null
  if (typeof written !== 'string' || !/^[0-9a-f]{64}$/.test(written)) return null
  const place = placeOf(file, written)
  return place !== null && checksum(file, place) === written ? { madeAt, version, accounts } : null
}

function isOurs(sql: SqlJsStatic, connection: Connection, migrations: readonly Migration[]): boolean {
  return isSound(connection) && hasOurSchema(sql, connection, migrations)
}

/** Where the checksum stands: the one place where the file holds these digits. */
function placeOf(bytes: Buffer, digits: string): number | null {
  const place = bytes.indexOf(digits, 0, 'latin1')
  return place >= 0 && bytes.indexOf(digits, place + 1, 'latin1') < 0 ? place : null
}

/** SHA-256 of the file, the checksum itself read as zeros. */
function checksum(bytes: Buffer, place: number): string {
  const before = bytes.subarray(0, place)
  const after = bytes.subarray(place + 64)
  return createHash('sha256').update(before).update('0'.repeat(64)).update(after).digest('hex')
}

function quietly<T>(look: () => T): T | null {
  try {
    return look()
  } catch {
    return null
  }
}
