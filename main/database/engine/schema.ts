import { crc32 } from 'node:zlib'
import type { SqlJsStatic } from 'sql.js'
import { connect } from './connection'
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

export type Identity = { timelineId: string; sequence: number }

/**
 * The timeline and sequence number of a snapshot. Null if they are missing or fail their checksum:
 * a damaged id must not look like a file of another timeline.
 */
export function readIdentity(connection: Connection): Identity | null {
  const [timelineId, sequence, checksum] = connection.get('SELECT id, sequence, checksum FROM store', []) ?? []
  if (typeof timelineId !== 'string' || typeof sequence !== 'number') return null
  return checksum === checksumOf(timelineId, sequence) ? { timelineId, sequence } : null
}

export function writeIdentity(connection: Connection, timelineId: string, sequence: number): void {
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

/**
 * Whether the file has every table, column and index of ours, and no trigger: a trigger would make
 * a replay change more than was recorded.
 */
export function hasOurSchema(sql: SqlJsStatic, connection: Connection, migrations: readonly Migration[]): boolean {
  const ours = connect(sql, null)
  try {
    createSchema(
      ours,
      migrations.filter(({ version }) => version <= schemaVersion(connection)),
    )
    const actual = new Set(schemaNames(connection))
    return schemaNames(ours).every((name) => actual.has(name)) && !hasTriggers(connection)
  } finally {
    ours.close()
  }
}

function schemaNames(connection: Connection): string[] {
  const items = connection.all('SELECT type, name, tbl_name FROM sqlite_master', [])
  const columns = connection.all(
    "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'",
    [],
  )
  return [...items, ...columns].map((row) => row.join(' '))
}

function hasTriggers(connection: Connection): boolean {
  return connection.get("SELECT 1 FROM sqlite_master WHERE type = 'trigger'", []) !== undefined
}
