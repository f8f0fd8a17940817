import type { SqlJsStatic, Statement } from 'sql.js'
import type { SqlValue } from '../api'
import { StorageError } from './storage-error'

/** The database in memory: cached prepared statements and transaction control. Touches no file. */
export type Connection = {
  run(sql: string, params: readonly SqlValue[]): number
  get(sql: string, params: readonly SqlValue[]): SqlValue[] | undefined
  all(sql: string, params: readonly SqlValue[]): SqlValue[][]
  /** Calls back row by row, without holding them all. */
  each(sql: string, params: readonly SqlValue[], onRow: (row: SqlValue[]) => void): void
  /** Runs several statements without caching them: for the schema. */
  script(sql: string): void
  begin(): void
  commit(): void
  /** Never throws: SQLite may have rolled back on its own. */
  rollback(): void
  /** `release` keeps the changes made since the savepoint; `rollbackTo` undoes them. */
  savepoint(): void
  release(): void
  rollbackTo(): void
  /** The whole database as the bytes of a file, with change counter 1. Outside of a transaction. */
  export(): Uint8Array
  close(): void
}

const pragmas = `PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON`

/**
 * Opens the bytes of a file, or an empty database. SQLite itself writes nothing to disk here, so
 * its syncs and locks are off. `secure_delete` overwrites deleted data with zeros to keep it out of
 * the next snapshot; `cell_size_check` notices a damaged page before it is used.
 */
export function connect(sql: SqlJsStatic, bytes: Uint8Array | null): Connection {
  const database = new sql.Database(bytes)
  const statements = new Map<string, Statement>()
  try {
    database.run(pragmas)
  } catch (error) {
    database.close()
    throw error
  }

  const prepare = (text: string): Statement => {
    const cached = statements.get(text)
    if (cached) return cached
    const statement = database.prepare(text)
    statements.set(text, statement)
    return statement
  }
  /** Resets the statement afterwards: an open statement would keep a transaction open. */
  const withStatement = <T>(text: string, params: readonly SqlValue[], work: (statement: Statement) => T): T => {
    const statement = prepare(text)
    try {
      statement.bind([...params])
      return work(statement)
    } finally {
      statement.reset()
    }
  }
  const each: Connection['each'] = (text, params, onRow) =>
    withStatement(text, params, (statement) => {
      while (statement.step()) onRow(statement.get())
    })
  const execute = (text: string) => () => void withStatement(text, [], (statement) => statement.step())

  return {
    run: (text, params) =>
      withStatement(text, params, (statement) => {
        statement.step()
        return database.getRowsModified()
      }),
    get: (text, params) => withStatement(text, params, (statement) => (statement.step() ? statement.get() : undefined)),
    all: (text, params) => {
      const rows: SqlValue[][] = []
      each(text, params, (row) => void rows.push(row))
      return rows
    },
    each,
    script: (text) => void database.run(text),
    begin: execute('BEGIN'),
    commit: execute('COMMIT'),
    rollback: () => {
      try {
        execute('ROLLBACK')()
      } catch {
        // "no transaction is active": after some errors SQLite has already rolled back.
      }
    },
    savepoint: execute('SAVEPOINT inner'),
    release: execute('RELEASE inner'),
    rollbackTo: execute('ROLLBACK TO inner'),
    export: () => database.export(),
    close: () => database.close(),
  }
}

/** Turns SQLite's errors about damage and lack of memory into StorageError; keeps other errors. */
export function translateSqliteError(error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error)
  if (/malformed|not a database/.test(message)) return new StorageError('corrupt', message, { cause: error })
  if (/out of memory|is full|disk I\/O/.test(message)) return new StorageError('io', message, { cause: error })
  return error
}
