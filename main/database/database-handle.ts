import type { Recovered } from '../../preload/desktop'
import type { Database, OpenedDatabase } from './api'
import { StorageError, toStorageError } from './engine/storage-error'
import type { StorageReason } from './engine/storage-error'

export type DatabaseHandle = Database & {
  /** Opens, or opens again after a Store problem. Never throws: `problem` says why it could not. Two at once do one. */
  open(): Promise<void>
  /** Null while the store is open and healthy; before the first `open` it is `io`. */
  readonly problem: StorageReason | null
  /** What opening had to recover, to be said to the person. */
  notice(): Recovered | null
  /** Waits while it is being opened or replaced; never throws, and opens nothing itself. */
  whenReady(): Promise<void>
  /** Everything as it stands now, as the bytes of a file. Outside of a transaction only. */
  copy(): Uint8Array
  /**
   * Puts other files in the place of the store's, whether it could be opened or not: `prepare` sees what stands now (null:
   * it can't be read) and answers the change, which is done while no file is open. What stands now is not changed any more
   * from the moment of the call. Opens again in any case; rejects with what `prepare` or the change threw, and with
   * StorageError `locked` while it is being opened or replaced already.
   */
  replace(prepare: (now: Pick<OpenedDatabase, 'all' | 'get' | 'copy'> | null) => () => void): Promise<void>
  /** At idle. */
  checkpointIfDue(): Promise<void>
  /** At quit: a final checkpoint, files closed. */
  close(): Promise<void>
}

/** The database the rest of the app holds: always the one that is open now, or a StorageError that says why none is. */
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
