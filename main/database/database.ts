import { join } from 'node:path'
import type { SqlJsStatic, Statement } from 'sql.js'
import type { FileSystem } from './file-system'
import { migrations as ourMigrations } from './migrations'
import type { Migration } from './migrations'
import { toStorageError } from './storage-error'

export type SqlValue = string | number | null | Uint8Array

export type Database = {
  /**
   * Runs the callback in one transaction, durable when this returns. Synchronous and short; an async callback is
   * refused by type. Inside another transaction it joins the outer one. Throws StorageError; then nothing changed.
   */
  transaction<T>(run: () => T extends PromiseLike<unknown> ? never : T): T
  /** Inside a transaction only: INSERT, UPDATE or DELETE. Returns the number of rows changed. */
  run(sql: string, params?: readonly SqlValue[]): number
  /** SELECT only. The first row, in the order of the SELECT list, or undefined. */
  get(sql: string, params?: readonly SqlValue[]): SqlValue[] | undefined
  /** SELECT only. Every row. */
  all(sql: string, params?: readonly SqlValue[]): SqlValue[][]
}

export type Recovered = { recovered: 'fromBackup' | 'journalSetAside' | 'tornTail'; at: number }

export type OpenedDatabase = Database & {
  readonly notice: Recovered | null
  /** The journal is over its limit. */
  checkpointDue(): boolean
  /** At idle and at quit. A failed checkpoint is logged and tried again later; it never throws. */
  checkpoint(): Promise<void>
  close(): Promise<void>
}

export type DatabaseDeps = {
  folder: string
  fs: FileSystem
  sql: SqlJsStatic
  now: () => number
  randomId: () => string
  log: (event: string, detail?: object) => void
  migrations?: readonly Migration[]
}

/** Provisional: the whole file at each commit. */
export async function openDatabase(deps: DatabaseDeps): Promise<OpenedDatabase> {
  await Promise.resolve()
  const { fs } = deps
  const path = join(deps.folder, 'accounts.db')
  fs.mkdirSync(deps.folder, { recursive: true, mode: 0o700 })
  const found = read(fs, path)
  const connection = new deps.sql.Database(found)
  if (found === null) for (const step of deps.migrations ?? ourMigrations) connection.run(step.sql)
  const held = new Map<string, Statement>()
  const prepare = (sql: string): Statement => {
    const statement = held.get(sql) ?? connection.prepare(sql)
    held.set(sql, statement)
    return statement
  }
  const all = (sql: string, params: readonly SqlValue[]): SqlValue[][] => {
    const statement = prepare(sql)
    statement.bind([...params])
    const rows: SqlValue[][] = []
    while (statement.step()) rows.push(statement.get())
    statement.reset()
    return rows
  }
  let depth = 0
  const save = (): void => {
    const fd = fs.openSync(path + '.tmp', 'w', 0o600)
    fs.writeSync(fd, connection.export())
    fs.fsyncSync(fd)
    fs.closeSync(fd)
    fs.renameSync(path + '.tmp', path)
  }
  return {
    notice: null,
    checkpointDue: () => false,
    checkpoint: () => Promise.resolve(),
    close: () => {
      connection.close()
      return Promise.resolve()
    },
    transaction: <T>(run: () => T) => {
      if (depth > 0) return run()
      depth = 1
      prepare('BEGIN').run()
      try {
        const result = run()
        prepare('COMMIT').run()
        save()
        return result
      } catch (error) {
        try {
          prepare('ROLLBACK').run()
        } catch {
          // It was committed: only this provisional version gets here.
        }
        throw error instanceof Error && 'code' in error ? toStorageError(error, 'saving') : error
      } finally {
        depth = 0
      }
    },
    run: (sql, params = []) => {
      if (depth === 0) throw new Error('run() outside a transaction')
      prepare(sql).run([...params])
      return connection.getRowsModified()
    },
    get: (sql, params = []) => all(sql, params)[0],
    all: (sql, params = []) => all(sql, params),
  }
}

function read(fs: FileSystem, path: string): Uint8Array | null {
  try {
    const fd = fs.openSync(path, 'r')
    const bytes = new Uint8Array(fs.lstatSync(path).size)
    fs.readSync(fd, bytes)
    fs.closeSync(fd)
    return bytes
  } catch {
    return null
  }
}
