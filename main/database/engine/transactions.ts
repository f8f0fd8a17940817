import { checkpointNow } from './checkpoint'
import { readableError } from './connection'
import type { Database } from '../api'
import { encodeRecord, seedOf, toJson } from './record'
import type { Change } from './record'
import { schemaVersion } from './schema'
import { checkRead, checkWrite } from './replay-safety'
import { StorageError, toStorageError } from './storage-error'
import type { EngineState } from './engine-state'

/**
 * A commit: BEGIN, run, append and sync the record, COMMIT. What fails before the sync is rolled back and cut off; what
 * can't be cut off stops writing until a checkpoint into new files has succeeded.
 */
export function createTransactions(store: EngineState): Database {
  const { connection } = store
  const schema = schemaVersion(connection)
  const seed = seedOf(store.timelineId)
  const checked = new Set<string>()
  const numbered = new Set(
    connection.all("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'", []).map(([name]) => name),
  )
  let changes: Change[] | null = null
  /** An error after which SQLite may have rolled back by itself: whatever the callback does next, nothing is committed. */
  const broken: unknown[] = []

  const check = (sql: string, rule: (sql: string) => void): void => {
    if (checked.has(sql)) return
    rule(sql)
    checked.add(sql)
  }
  const refuseBroken = (): void => {
    if (broken.length > 0) throw broken[0]
  }
  const read = <T>(sql: string, work: () => T): T => {
    check(sql, checkRead)
    try {
      return work()
    } catch (error) {
      throw readableError(error)
    }
  }

  const outer = <T>(run: () => T): T => {
    makeReady(store)
    changes = []
    broken.length = 0
    try {
      connection.begin()
      const result = refusePromise(run())
      refuseBroken()
      commit(store, seed, schema, changes)
      return result
    } catch (error) {
      connection.rollback()
      throw readableError(error)
    } finally {
      changes = null
    }
  }

  const inner = <T>(run: () => T, outerChanges: Change[]): T => {
    const mark = outerChanges.length
    connection.savepoint()
    try {
      const result = refusePromise(run())
      connection.release()
      return result
    } catch (error) {
      outerChanges.length = mark
      if (broken.length === 0) {
        connection.rollbackTo()
        connection.release()
      }
      throw error
    }
  }

  return {
    transaction: (run) => (changes ? inner(run, changes) : outer(run)),
    run: (sql, params = []) => {
      if (!changes) throw new Error('run() outside a transaction')
      refuseBroken()
      check(sql, (text) => checkWrite(text, (table) => numbered.has(table)))
      const given = toJson(params)
      try {
        const rows = connection.run(sql, params)
        if (rows > 0) changes.push([sql, given, rows])
        return rows
      } catch (error) {
        if (!/constraint failed|datatype mismatch/.test(String(error))) broken.push(error)
        throw error
      }
    },
    get: (sql, params = []) => read(sql, () => connection.get(sql, params)),
    all: (sql, params = []) => read(sql, () => connection.all(sql, params)),
  }
}

/** The one exception to "no checkpoint inside a call": the journal can't be trusted, or has become far too long. */
function makeReady(store: EngineState): void {
  const { journal, limits } = store
  if (store.closed || !journal) throw new StorageError('io', 'the store is closed')
  if (!store.poisoned && journal.size() <= limits.journalMaxBytes) return
  if (store.busy) throw store.poisoned ?? new StorageError('locked', 'a checkpoint is under way')
  try {
    checkpointNow(store)
  } catch (error) {
    throw toStorageError(error, 'the checkpoint before a change')
  }
}

function commit(store: EngineState, seed: number, schema: number, changes: readonly Change[]): void {
  const { connection, journal } = store
  if (changes.length === 0 || !journal) {
    connection.commit()
    return
  }
  const sequence = store.position + 1
  try {
    journal.append(encodeRecord(seed, sequence, schema, changes))
  } catch (error) {
    store.poisoned = journal.poisoned()
    throw error
  }
  try {
    connection.commit()
  } catch (error) {
    journal.truncateLast()
    store.poisoned = journal.poisoned()
    throw new StorageError('io', 'COMMIT failed', { cause: error })
  }
  store.position = sequence
}

function refusePromise<T>(result: T): T {
  if (typeof result === 'object' && result !== null && 'then' in result) {
    throw new TypeError('a transaction is synchronous')
  }
  return result
}
