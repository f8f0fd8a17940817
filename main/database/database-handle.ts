import type { Recovered } from '../../preload/desktop'
import type { Database, OpenedDatabase } from './api'
import { StorageError, toStorageError } from './engine/storage-error'
import type { StorageReason } from './engine/storage-error'

export type DatabaseHandle = Database & {
  /**
   * Opens the store, or reopens it after a failure. Never throws: `problem` holds the reason.
   * Concurrent calls share one attempt.
   */
  open(): Promise<void>
  /** Why the store is not open; null while it is open. `io` before the first `open`. */
  readonly problem: StorageReason | null
  /** What opening had to recover, for a notice to the user. */
  notice(): Recovered | null
  /** Waits for an open or replace in progress. Never throws and never opens the store itself. */
  whenReady(): Promise<void>
  /** The current database as the bytes of a file. Outside of a transaction only. */
  copy(): Uint8Array
  /**
   * Replaces the files of the store, whether or not it could be opened. `prepare` gets the current
   * database (null if it cannot be read) and returns the change, which runs while no file is open.
   * The current database accepts no writes from the moment of the call. Always reopens afterwards.
   * Rejects with what `prepare` or the change threw, and with StorageError `locked` while an open
   * or replace is in progress.
   */
  replace(prepare: (current: Pick<OpenedDatabase, 'all' | 'get' | 'copy'> | null) => () => void): Promise<void>
  /** At idle. */
  checkpointIfDue(): Promise<void>
  /** At quit: a final checkpoint, files closed. */
  close(): Promise<void>
}

/**
 * A handle that outlives reopening: calls go to the database that is open now, or throw
 * StorageError with the reason why none is.
 */
export function createDatabaseHandle(openDatabase: () => Promise<OpenedDatabase>): DatabaseHandle {
  let state: { opened: OpenedDatabase } | { problem: StorageReason } = { problem: 'io' }
  let opening: Promise<void> | null = null

  const opened = (): OpenedDatabase => {
    if ('opened' in state) return state.opened
    throw new StorageError(state.problem, 'the store is not open')
  }
  const openOnce = async (): Promise<void> => {
    if ('opened' in state) return
    try {
      state = { opened: await openDatabase() }
    } catch (error) {
      state = { problem: toStorageError(error, 'opening').reason }
    }
  }

  const replace = async (prepare: Parameters<DatabaseHandle['replace']>[0]): Promise<void> => {
    const last = 'opened' in state ? state.opened : null
    state = { problem: 'io' }
    try {
      const change = prepare(last)
      await last?.close()
      change()
    } finally {
      await last?.close()
      await openOnce()
    }
  }

  return {
    whenReady: () => opening ?? Promise.resolve(),
    copy: () => opened().copy(),
    async replace(prepare) {
      if (opening) throw new StorageError('locked', 'the store is being opened')
      const replaced = replace(prepare)
      opening = replaced.catch(() => undefined).finally(() => (opening = null))
      await replaced
    },
    open: () => (opening ??= openOnce().finally(() => (opening = null))),
    get problem() {
      return 'opened' in state ? null : state.problem
    },
    notice: () => ('opened' in state ? state.opened.notice : null),
    checkpointIfDue: async () => {
      if ('opened' in state && state.opened.checkpointDue()) await state.opened.checkpoint()
    },
    close: async () => {
      await opening
      if (!('opened' in state)) return
      const { opened: last } = state
      state = { problem: 'io' }
      await last.close()
    },
    transaction: (run) => opened().transaction(run),
    run: (sql, params) => opened().run(sql, params),
    get: (sql, params) => opened().get(sql, params),
    all: (sql, params) => opened().all(sql, params),
  }
}
