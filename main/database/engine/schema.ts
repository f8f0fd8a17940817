import { crc32 } from 'node:zlib'
import type { SqlJsStatic } from 'sql.js'
import { connect } from './connection'
import type { Identity, SqlValue } from '../api'
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
  if (typeof timelineId !== 'string' || !isSequence(sequence)) return null
  return checksum === checksumOf(timelineId, sequence) ? { timelineId, sequence } : null
}

/** The name of a journal holds it: at most 15 digits. */
const isSequence = (value: SqlValue | undefined): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1e14

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
 * SQLite's integrity check, and values that we could have written. Takes time in proportion to the
 * file: only for files that another program may have written, after `hasExactSchema`.
 */
export function isSound(connection: Connection): boolean {
  return connection.get('PRAGMA integrity_check(1)', [])?.[0] === 'ok' && hasUsableValues(connection)
}

/** The longest value of ours is an email of 250 characters, or a hash of another program. */
const valueMaxBytes = 4096
/** Far below the numbers that JavaScript rounds, so that ids can still grow. */
const largestId = 2 ** 52

/**
 * Values that no check of SQLite looks at, and that would stop a call for ever: ids that cannot be
 * counted on, values of megabytes, a second row in `store`.
 */
function hasUsableValues(connection: Connection): boolean {
  if (connection.get('SELECT count(*) FROM store', [])?.[0] !== 1) return false
  const isBad = (id: string, least: number) =>
    `(typeof(${id}) <> 'integer' OR ${id} NOT BETWEEN ${least} AND ${largestId})`
  const conditions = connection
    .all("SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'", [])
    .map(([table, column]) => {
      const name = `"${String(column)}"`
      if (column === 'id' && table !== 'store') return [String(table), isBad(name, 1)] as const
      if (table === 'sqlite_sequence' && column === 'seq') return [table, isBad(name, 0)] as const
      return [String(table), `octet_length(${name}) > ${valueMaxBytes}`] as const
    })
  const tables = new Set(conditions.map(([table]) => table))
  return [...tables].every((table) => {
    const bad = conditions.filter(([of]) => of === table).map(([, condition]) => condition)
    return connection.get(`SELECT 1 FROM "${table}" WHERE ${bad.join(' OR ')} LIMIT 1`, []) === undefined
  })
}

/** SQLite writes 1 for UTF-8. Our own files are never in another encoding. */
export function isUtf8(bytes: Uint8Array): boolean {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(56) === 1
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
  return expectedSchemas(sql, migrations, version).includes(schemaOf(connection))
}

/** Computed once for each version: a test opens thousands of stores. */
const expected = new WeakMap<readonly Migration[], Map<number, string[]>>()

/** The schema of a version, without and with the table of a backup. */
function expectedSchemas(sql: SqlJsStatic, migrations: readonly Migration[], version: number): string[] {
  const ofVersion = expected.get(migrations) ?? new Map<number, string[]>()
  expected.set(migrations, ofVersion)
  const known = ofVersion.get(version)
  if (known) return known
  const ours = connect(sql, null)
  try {
    createSchema(
      ours,
      migrations.filter((migration) => migration.version <= version),
    )
    const plain = schemaOf(ours)
    ours.script(backupTable)
    const schemas = [plain, schemaOf(ours)]
    ofVersion.set(version, schemas)
    return schemas
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
  const comment = /^(--|\/\*|[ \t\n\f\r])/
  return (sql.match(token) ?? []).filter((text) => !comment.test(text))
}

/**
 * Quoted text, a comment, white space, a word, or one other character. Other white space of Unicode
 * belongs to words, as in SQLite. https://sqlite.org/lang.html
 */
const token =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[ \t\n\f\r]+|[\w$\u0080-\uffff]+|[\s\S]/g
