import { crc32 } from 'node:zlib'
import type { SqlJsStatic } from 'sql.js'
import { connect } from './connection'
import type { Identity } from '../api'
import type { Connection } from './connection'
import type { Migration } from './migrations'
import { applicationId } from './snapshot'
import { StorageError } from './storage-error'

/** Creates the tables of a new store. */
export function createSchema(connection: Connection, migrations: readonly Migration[]): void {
  connection.script(`PRAGMA application_id = ${applicationId}`)
  connection.script('CREATE TABLE store (id TEXT NOT NULL, sequence INTEGER NOT NULL, checksum INTEGER NOT NULL)')
  connection.script("INSERT INTO store VALUES ('', 0, 0)")
  migrate(connection, migrations, lastVersion(migrations))
}

/** Applies the missing migrations up to a version, each in a transaction. */
export function migrate(connection: Connection, migrations: readonly Migration[], upTo: number): void {
  for (const { version, sql } of migrations) {
    if (version <= schemaVersion(connection) || version > upTo) continue
    connection.begin()
    try {
      connection.script(sql)
      connection.script(`PRAGMA user_version = ${version}`)
      connection.commit()
    } catch (error) {
      connection.rollback()
      throw new StorageError('corrupt', `migration ${version} does not fit this file`, { cause: error })
    }
  }
}

export function lastVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0
}

export function schemaVersion(connection: Connection): number {
  return Number(connection.get('PRAGMA user_version', [])?.[0])
}

/**
 * The timeline and sequence number of a snapshot. Null if they are missing or fail their checksum:
 * a damaged id must not look like a file of another timeline.
 */
export function readIdentity(connection: Connection): Identity | null {
  const isShort = 'octet_length(id) <= 100 AND octet_length(checksum) <= 20'
  const [timelineId, sequence, checksum] =
    connection.get(`SELECT id, sequence, checksum FROM store WHERE ${isShort}`, []) ?? []
  if (typeof timelineId !== 'string' || typeof sequence !== 'number') return null
  return checksum === checksumOf(timelineId, sequence) ? { timelineId, sequence } : null
}

export function writeIdentity(connection: Connection, { timelineId, sequence }: Identity): void {
  connection.run('UPDATE store SET id = ?, sequence = ?, checksum = ?', [
    timelineId,
    sequence,
    checksumOf(timelineId, sequence),
  ])
}

function checksumOf(timelineId: string, sequence: number): number {
  return crc32(`${timelineId} ${sequence}`)
}

/**
 * SQLite's integrity check. Takes time in proportion to the file: only for files that another
 * program may have written.
 */
export function isSound(connection: Connection): boolean {
  return connection.get('PRAGMA integrity_check(1)', [])?.[0] === 'ok'
}

/** The schema version in the header of a file, read without SQLite. */
export function versionInHeader(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(60)
}

/** The table that only a backup has. */
export const backupTable =
  'CREATE TABLE backup (made_at INTEGER NOT NULL, version TEXT NOT NULL, accounts INTEGER NOT NULL, checksum TEXT NOT NULL)'

/**
 * Whether the schema is exactly that of a version of ours: the same tables and indexes with the
 * same definitions, and nothing else, except that it may have the table of a backup. A view or a
 * constraint that is not ours could make any query run for ever, so this comes before all others.
 */
export function hasExactSchema(
  sql: SqlJsStatic,
  connection: Connection,
  migrations: readonly Migration[],
  version: number,
): boolean {
  const ours = connect(sql, null)
  try {
    const known = migrations.filter((migration) => migration.version <= version)
    createSchema(ours, known)
    const expected = schemaOf(ours)
    ours.script(backupTable)
    return [expected, schemaOf(ours)].some((schema) => schema === schemaOf(connection))
  } finally {
    ours.close()
  }
}

/** Far more than our schema has; the longest definition has about 1,200 characters. */
const definitionsMax = 100
const definitionMaxBytes = 10_000

function schemaOf(connection: Connection): string {
  const rows = connection.all(
    `SELECT type, name, tbl_name, octet_length(sql), iif(octet_length(sql) <= ${definitionMaxBytes}, sql, '')
     FROM sqlite_master LIMIT ${definitionsMax}`,
    [],
  )
  const tooLong = rows.some(([, , , bytes]) => Number(bytes) > definitionMaxBytes)
  if (tooLong || rows.length === definitionsMax) return ''
  return rows
    .map(([type, name, table, , sql]) =>
      JSON.stringify([type, name, table, sql === null ? null : sqlTokens(String(sql))]),
    )
    .sort()
    .join('\n')
}

/** The tokens of a statement, without comments: their wording may change between versions. */
export function sqlTokens(sql: string): string[] {
  const comment = /^(--|\/\*|\s)/
  return (sql.match(token) ?? []).filter((text) => !comment.test(text))
}

/** Quoted text, a comment, white space, a word, or one other character. https://sqlite.org/lang.html */
const token =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\s+|[\w$\u0080-\uffff]+|[\s\S]/g
