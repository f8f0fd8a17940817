import { createHash } from 'node:crypto'
import { connect, type Connection } from '../engine/connection'
import type { Migration } from '../engine/migrations'
import {
  backupTable,
  hasExactSchema,
  isSound,
  isUtf8,
  lastVersion,
  migrate,
  sqlTokens,
  versionInHeader,
} from '../engine/schema'
import { applicationId } from '../engine/snapshot'
import type { Sql } from '../engine/sql'
import { StorageError } from '../engine/storage-error'

/** Metadata stored in a backup. `madeAt` in milliseconds since the epoch. */
export type BackupMetadata = { madeAt: number; version: string; accounts: number }

/**
 * What a new backup says about itself. `marker`: 64 random hexadecimal digits, the placeholder that
 * the checksum overwrites.
 */
export type BackupStamp = { madeAt: number; version: string; marker: string }

/** A backup that was read. The caller closes the connection. */
export type OpenedBackup = { metadata: BackupMetadata; connection: Connection }

/**
 * Removes every session and every pending reset: a file must not bring them back. Outside of a
 * transaction only.
 */
export function clearSessions(connection: Connection): void {
  connection.script(`UPDATE users SET session_id = NULL, session_started_at = NULL, session_last_used_at = NULL,
    session_expires_at = NULL, session_remembered = 0, kept_slot = NULL, reset_token = NULL, reset_token_expires_at = NULL`)
}

/**
 * Creates one file with all accounts that any SQLite tool opens: our database without its sessions,
 * plus a table `backup` with the creation time, app version, account count and the file's SHA-256.
 */
export function makeBackup(sql: Sql, database: Uint8Array, stamp: BackupStamp): Uint8Array {
  const connection = connect(sql, database)
  try {
    clearSessions(connection)
    return exportStamped(connection, stamp)
  } finally {
    connection.close()
  }
}

/** The bytes of a database with the table `backup`. */
export function exportStamped(connection: Connection, { madeAt, version, marker }: BackupStamp): Uint8Array {
  connection.script(`DROP TABLE IF EXISTS backup; ${backupTable}`)
  connection.run('INSERT INTO backup SELECT ?, ?, count(*), ? FROM users', [madeAt, version, marker])
  const bytes = Buffer.from(connection.export())
  const offset = checksumOffset(bytes, marker)
  if (offset === null) throw new StorageError('io', 'the checksum placeholder is missing or not unique')
  bytes.write(checksum(bytes, offset), offset, 'latin1')
  return bytes
}

/**
 * Opens a backup and migrates it to the newest schema; null for any other file and for a damaged
 * one. Throws StorageError `newer` for a backup of a later version.
 */
export function openBackup(sql: Sql, bytes: Uint8Array, migrations: readonly Migration[]): OpenedBackup | null {
  const file = Buffer.from(bytes)
  if (file.length < 100 || file.readUInt32BE(68) !== applicationId || !isUtf8(file)) return null
  const connection = nullOnError(() => connect(sql, file))
  if (!connection) return null
  try {
    const metadata = nullOnError(() => checkBackup(sql, connection, file, migrations))
    if (metadata) {
      if (versionInHeader(file) > lastVersion(migrations)) throw new StorageError('newer', 'a newer backup')
      migrate(connection, migrations, lastVersion(migrations))
      return { metadata, connection }
    }
  } catch (error) {
    connection.close()
    throw error
  }
  connection.close()
  return null
}

/**
 * The order matters: no value is read before the schema and the lengths are known. The schema of a
 * newer version is unknown, but its table `backup` is the same.
 */
function checkBackup(
  sql: Sql,
  connection: Connection,
  file: Buffer,
  migrations: readonly Migration[],
): BackupMetadata | null {
  const version = versionInHeader(file)
  if (version > lastVersion(migrations)) return hasBackupTable(connection) ? readMetadata(connection, file) : null
  if (!hasExactSchema(sql, connection, migrations, version)) return null
  const metadata = readMetadata(connection, file)
  return metadata && isSound(connection) ? metadata : null
}

function hasBackupTable(connection: Connection): boolean {
  const [definition] =
    connection.get("SELECT sql FROM sqlite_master WHERE name = 'backup' AND octet_length(sql) <= 1000", []) ?? []
  return typeof definition === 'string' && sqlTokens(definition).join(' ') === sqlTokens(backupTable).join(' ')
}

/** The metadata in the table `backup`, or null if the checksum of the file does not match. */
function readMetadata(connection: Connection, file: Buffer): BackupMetadata | null {
  const isShort = 'octet_length(version) <= 64 AND octet_length(checksum) = 64'
  const [madeAt, version, accounts, written] =
    connection.get(`SELECT made_at, version, accounts, checksum FROM backup WHERE ${isShort}`, []) ?? []
  if (typeof madeAt !== 'number' || Number.isNaN(new Date(madeAt).getTime())) return null
  if (typeof accounts !== 'number' || !Number.isSafeInteger(accounts) || accounts < 0) return null
  if (typeof version !== 'string') return null
  if (typeof written !== 'string' || !/^[0-9a-f]{64}$/.test(written)) return null
  const offset = checksumOffset(file, written)
  return offset !== null && checksum(file, offset) === written ? { madeAt, version, accounts } : null
}

/** The offset of the checksum digits in the file; null unless they occur exactly once. */
function checksumOffset(bytes: Buffer, digits: string): number | null {
  const offset = bytes.indexOf(digits, 0, 'latin1')
  return offset >= 0 && bytes.indexOf(digits, offset + 1, 'latin1') < 0 ? offset : null
}

/** SHA-256 of the file, with the checksum itself read as zeros. */
function checksum(bytes: Buffer, offset: number): string {
  const before = bytes.subarray(0, offset)
  const after = bytes.subarray(offset + 64)
  return createHash('sha256').update(before).update('0'.repeat(64)).update(after).digest('hex')
}

function nullOnError<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
