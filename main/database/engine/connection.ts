import type { SqlJsStatic, Statement } from 'sql.js'
import type { SqlValue } from '../api'
import { StorageError } from './storage-error'

/** The database in memory: statements prepared once and held, and the few words of transactions. Knows no file. */
export type Connection = {
  run(sql: string, params: readonly SqlValue[]): number
  get(sql: string, params: readonly SqlValue[]): SqlValue[] | undefined
  all(sql: string, params: readonly SqlValue[]): SqlValue[][]
  /** Several statements at once, not held: for the schema. */
  script(sql: string): void
  begin(): void
  commit(): void
  /** Never throws: SQLite may have rolled back by itself. */
  rollback(): void
  /** Marks a place in a transaction that `rollbackTo` can go back to. */
  savepoint(): void
  release(): void
  rollbackTo(): void
  /** The whole database as the bytes of a file, with change counter 1. Not inside a transaction. */
  export(): Uint8Array
  close(): void
}

const pragmas = `PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF`

/**
 * Opens the bytes of a file, or an empty database. Nothing on disk is this SQLite's own, so nothing needs its syncs or
 * its locks; what is deleted is overwritten with zeros, so that it does not live on in the next snapshot.
 */
export function connect(sql: SqlJsStatic, bytes: Uint8Array | null): Connection {
  const database = new sql.Database(bytes)
  const held = new Map<string, Statement>()
  try {
    database.run(pragmas)
  } catch (error) {
    database.close()
    throw error
  }

  const prepare = (text: string): Statement => {
    const known = held.get(text)
    if (known) return known
    const statement = database.prepare(text)
    held.set(text, statement)
    return statement
  }
  /** Binds, does, and lets go of the row: a statement left open would hold a transaction open. */
  const using = <T>(text: string, params: readonly SqlValue[], work: (statement: Statement) => T): T => {
    const statement = prepare(text)
    try {
      statement.bind([...params])
      return work(statement)
    } finally {
      statement.reset()
    }
  }
  const simply = (text: string) => () => void using(text, [], (statement) => statement.step())

  return {
    run: (text, params) =>
      using(text, params, (statement) => {
        statement.step()
        return database.getRowsModified()
      }),
    get: (text, params) => using(text, params, (statement) => (statement.step() ? statement.get() : undefined)),
    all: (text, params) =>
      using(text, params, (statement) => {
        const rows: SqlValue[][] = []
        while (statement.step()) rows.push(statement.get())
        return rows
      }),
    script: (text) => void database.run(text),
    begin: simply('BEGIN'),
    commit: simply('COMMIT'),
    rollback: () => {
      try {
        simply('ROLLBACK')()
      } catch {
        // "no transaction is active": after some errors SQLite has already rolled back.
      }
    },
    savepoint: simply('SAVEPOINT inner'),
    release: simply('RELEASE inner'),
    rollbackTo: simply('ROLLBACK TO inner'),
    export: () => database.export(),
    close: () => database.close(),
  }
}

/** SQLite's own words for damage and for want of memory, as what the rest of the store throws. Anything else stays. */
export function readableError(error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error)
  if (/malformed|not a database/.test(message)) return new StorageError('corrupt', message, { cause: error })
  if (/out of memory|is full|disk I\/O/.test(message)) return new StorageError('io', message, { cause: error })
  return error
}
