import type { Database, OpenedDatabase, Recovered } from './database'
import { StorageError, toStorageError } from './storage-error'
import type { StorageReason } from './storage-error'

export type AccountStore = Database & {
  /** Opens, or opens again after a Store problem. Never throws: `problem` says why it could not. Two at once do one. */
  open(): Promise<void>
  /** Null while the store is open and healthy; before the first `open` it is `io`. */
  readonly problem: StorageReason | null
  /** What opening had to recover, to be said to the person. */
  notice(): Recovered | null
  /** At idle. */
  checkpointIfDue(): Promise<void>
  /** At quit: a final checkpoint, files closed. */
  close(): Promise<void>
}

/** The database the rest of the app holds: always the one that is open now, or a StorageError that says why none is. */
export function createAccountStore(openDatabase: () => Promise<OpenedDatabase>): AccountStore {
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

  return {
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
