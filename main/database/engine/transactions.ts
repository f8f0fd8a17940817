import { checkpointNow } from './checkpoint'
import { translateSqliteError } from './connection'
import type { Connection } from './connection'
import type { Database } from '../api'
import { encodeRecord, crcSeedOf, toJson } from './record'
import type { Change } from './record'
import { tablesWithReserve } from './limits'
import { schemaVersion } from './schema'
import { checkRead, checkWrite } from './replay-safety'
import { StorageError, toStorageError } from './storage-error'
import type { EngineState } from './engine-state'

/**
 * A commit runs in five steps: BEGIN in memory, run the callback, append the record to the journal,
 * sync the journal, COMMIT in memory. Then `transaction` returns.
 *
 * If the append fails, for instance on a full disk, the journal is truncated to its end before the
 * append, the database in memory is rolled back, and the caller gets StorageError (`diskFull`).
 * Reads keep working, and the next transaction tries to write again.
 *
 * In two cases the next transaction first makes a checkpoint, which needs space for a whole
 * snapshot. While there is no such space, every transaction throws; reads keep working.
 * - The journal is poisoned: the sync or the truncation failed, so its content is unknown. A full
 *   disk can cause this too, because some file systems report it only at the sync. If the app dies
 *   before the checkpoint, the refused change may be there at the next start.
 * - The journal is over its limit (`journalMaxBytes`).
 *
 * A change that would make the database, or the journal, too long to be read again is refused with
 * `tooLarge` (`assertNotTooLarge`, `commit`).
 *
 * A failed transaction leaves the database unchanged. It does not undo what the callback changed
 * elsewhere, such as the maps of the throttle, the current session or `session.vault`.
 */
export function createTransactions(state: EngineState): Database {
  const { connection } = state
  const schema = schemaVersion(connection)
  const seed = crcSeedOf(state.timelineId)
  const checked = new Set<string>()
  const autoIncremented = new Set(
    connection.all("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'", []).map(([name]) => name),
  )
  let changes: Change[] | null = null
  let committedPages = pageCount(connection)
  /**
   * Errors after which SQLite may have rolled back on its own. Nothing is committed then, even if
   * the callback catches the error.
   */
  const fatalErrors: unknown[] = []

  const check = (sql: string, rule: (sql: string) => void): void => {
    if (checked.has(sql)) return
    rule(sql)
    checked.add(sql)
  }
  const throwIfFatal = (): void => {
    if (fatalErrors.length > 0) throw fatalErrors[0]
  }
  const read = <T>(sql: string, work: () => T): T => {
    check(sql, checkRead)
    try {
      return work()
    } catch (error) {
      throw translateSqliteError(error)
    }
  }

  const runOuter = <T>(run: () => T): T => {
    checkpointIfRequired(state)
    changes = []
    fatalErrors.length = 0
    try {
      connection.begin()
      const result = assertSynchronous(run())
      throwIfFatal()
      const pages = changes.length > 0 ? pageCount(connection) : committedPages
      if (pages > committedPages) assertNotTooLarge(state, pages, changes)
      commit(state, seed, schema, changes)
      committedPages = pages
      return result
    } catch (error) {
      connection.rollback()
      throw translateSqliteError(error)
    } finally {
      changes = null
    }
  }

  const runNested = <T>(run: () => T, outerChanges: Change[]): T => {
    const outerLength = outerChanges.length
    connection.savepoint()
    try {
      const result = assertSynchronous(run())
      connection.release()
      return result
    } catch (error) {
      outerChanges.length = outerLength
      if (fatalErrors.length === 0) {
        connection.rollbackTo()
        connection.release()
      }
      throw error
    }
  }

  return {
    transaction: (run) => (changes ? runNested(run, changes) : runOuter(run)),
    run: (sql, params = []) => {
      if (!changes) throw new Error('run() outside a transaction')
      throwIfFatal()
      check(sql, (text) => checkWrite(text, (table) => autoIncremented.has(table)))
      const jsonParams = toJson(params)
      try {
        const rows = connection.run(sql, params)
        if (rows > 0) changes.push([sql, jsonParams, rows])
        return rows
      } catch (error) {
        if (!/constraint failed|datatype mismatch/.test(String(error))) fatalErrors.push(error)
        throw error
      }
    },
    get: (sql, params = []) => read(sql, () => connection.get(sql, params)),
    all: (sql, params = []) => read(sql, () => connection.all(sql, params)),
  }
}

/**
 * The only checkpoint inside a call: before a change while the journal is poisoned or above
 * `journalMaxBytes`.
 */
function checkpointIfRequired(state: EngineState): void {
  const { journal, limits } = state
  if (state.closed || !journal) throw new StorageError('io', 'the store is closed')
  if (!state.poisoned && (state.publishing || journal.size() <= limits.journalMaxBytes)) return
  if (state.publishing) throw state.poisoned ?? new StorageError('locked', 'a checkpoint is under way')
  try {
    checkpointNow(state)
  } catch (error) {
    throw toStorageError(error, 'the checkpoint before a change')
  }
}

/** Includes the pages that deleted rows left free: the next rows use them first. */
function pageCount(connection: Connection): number {
  return Number(connection.get('PRAGMA page_count', [])?.[0])
}

/**
 * For a transaction that needs more pages than there were. Above `growthMaxBytes` it is refused if
 * one of its changes adds what only deletion removes; above `reserveMaxBytes`, always. A database
 * that is larger already, from another version or put there by hand, can be used and made smaller.
 */
function assertNotTooLarge({ connection, limits }: EngineState, pages: number, changes: readonly Change[]): void {
  const bytes = pages * Number(connection.get('PRAGMA page_size', [])?.[0])
  if (bytes <= limits.growthMaxBytes) return
  if (bytes <= limits.reserveMaxBytes && changes.every(([sql]) => mayUseReserve(sql))) return
  throw new StorageError('tooLarge', 'the database has reached its largest size')
}

/** An update of `users` may: a row of it has a bounded length, and a log-in is such an update. */
function mayUseReserve(sql: string): boolean {
  if (/^\s*(DELETE|UPDATE\s+users)\b/i.test(sql)) return true
  const [, table = ''] = /^\s*(?:INSERT\b[^(]*?\bINTO|UPDATE)\s+(\w+)/i.exec(sql) ?? []
  return tablesWithReserve.has(table)
}

function commit(state: EngineState, seed: number, schema: number, changes: readonly Change[]): void {
  const { connection, journal } = state
  if (changes.length === 0 || !journal) {
    connection.commit()
    return
  }
  const sequence = state.position + 1
  const record = encodeRecord(seed, sequence, schema, changes)
  const length = journal.size() + record.length + state.limits.journalPreallocateBytes
  if (length > state.limits.readMaxBytes) throw new StorageError('tooLarge', 'the change is too long for the journal')
  try {
    journal.append(record)
  } catch (error) {
    state.poisoned = journal.poisoned()
    throw error
  }
  try {
    connection.commit()
  } catch (error) {
    journal.truncateLast()
    state.poisoned = journal.poisoned()
    throw new StorageError('io', 'COMMIT failed', { cause: error })
  }
  state.position = sequence
}

function assertSynchronous<T>(result: T): T {
  if (typeof result === 'object' && result !== null && 'then' in result) {
    throw new TypeError('a transaction is synchronous')
  }
  return result
}
