import type { Recovered } from '../../preload/desktop'
import type { Database, OpenedDatabase } from './api'
import { errorCode, StorageError, toStorageError } from './engine/storage-error'
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
  /** The database as the bytes of a file. Rejects with StorageError. */
  copy(): Promise<Uint8Array>
  /**
   * Replaces the database, whether or not it could be opened, and returns whether it did. `prepare`
   * gets the bytes and the timeline of the current one (null if it cannot be read). The store stays
   * in use while it runs; if the database changed meanwhile, it runs again. Always reopens
   * afterwards. Rejects with what `prepare` or the swap threw, with StorageError `locked` while an
   * open or replace is in progress or if the database changes every time, and with `io` if the
   * store was closed.
   */
  replace(prepare: (current: CurrentDatabase | null) => Promise<PreparedSwap | null>): Promise<boolean>
  /** At idle. */
  checkpointIfDue(): Promise<void>
  /** At quit: a final checkpoint, files closed. */
  close(): Promise<void>
}

export type CurrentDatabase = { bytes: Uint8Array; timelineId: string }

/** A new database, ready on the disk. `prepare` returns null instead to change nothing. */
export type PreparedSwap = {
  /** Called right before the swap, in the same tick. False: nothing is changed. */
  confirm(): boolean
  /**
   * Swaps the files while none is open. `isOurs`: `accounts.db` is still as this process wrote it.
   * Rejects only if nothing has changed.
   */
  swap(isOurs: boolean): Promise<void>
}

/** A store that keeps changing is in use elsewhere; the person can try again. */
const replaceTries = 5

/**
 * A handle that outlives reopening: calls go to the database that is open now, or throw
 * StorageError with the reason why none is.
 */
export function createDatabaseHandle(openDatabase: () => Promise<OpenedDatabase>): DatabaseHandle {
  let state: { opened: OpenedDatabase } | { problem: StorageReason } = { problem: 'io' }
  let opening: Promise<void> | null = null
  let replacing = false

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

  const replace: DatabaseHandle['replace'] = async (prepare) => {
    for (let tries = 0; tries < replaceTries; tries += 1) {
      const before = state
      const last = 'opened' in before ? before.opened : null
      if (last?.checkpointDue()) await last.checkpoint()
      // A refused change may still be in the journal, and the reopened store would replay it.
      if (last?.isPoisoned()) throw new StorageError('io', 'the journal cannot be trusted')
      const copy = last && (await last.copy())
      const prepared = await prepare(copy && { bytes: copy.bytes, timelineId: last.timelineId() })
      if (!prepared) return false
      await last?.settled()
      if (state !== before) throw new StorageError('io', 'the store was closed')
      if (last?.position() !== copy?.position) continue
      if (!prepared.confirm()) return false
      opening = swap(last, prepared).finally(() => (opening = null))
      await opening
      return true
    }
    throw new StorageError('locked', 'the accounts changed every time')
  }
  const swap = async (last: OpenedDatabase | null, prepared: PreparedSwap): Promise<void> => {
    state = { problem: 'io' }
    try {
      await prepared.swap(last?.discard() ?? true)
    } finally {
      await openOnce()
    }
  }

  return {
    whenReady: () => opening?.catch(() => undefined) ?? Promise.resolve(),
    copy: async () => (await opened().copy()).bytes,
    async replace(prepare) {
      if (opening || replacing) throw new StorageError('locked', 'the store is being opened')
      replacing = true
      try {
        return await replace(prepare)
      } catch (error) {
        throw errorCode(error) === '' ? error : toStorageError(error, 'replacing the database')
      } finally {
        replacing = false
      }
    },
    open: () => (opening ??= openOnce().finally(() => (opening = null))).catch(() => undefined),
    get problem() {
      return 'opened' in state ? null : state.problem
    },
    notice: () => ('opened' in state ? state.opened.notice : null),
    checkpointIfDue: async () => {
      if ('opened' in state && state.opened.checkpointDue()) await state.opened.checkpoint()
    },
    close: async () => {
      await opening?.catch(() => undefined)
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
