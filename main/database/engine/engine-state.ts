import type { Connection } from './connection'
import type { Folder } from './files'
import type { FileStatus } from './file-system'
import type { Journal } from './journal'
import type { StoreLimits } from './limits'
import type { StorageError } from './storage-error'

/** An open store: what stands in memory, and which files it stands in. */
export type EngineState = {
  readonly folder: Folder
  readonly connection: Connection
  readonly limits: StoreLimits
  readonly now: () => number
  readonly log: (event: string, detail?: object) => void
  /** Names one line of history. Where history forks (a file put back by hand, an edit), a new one begins. */
  timelineId: string
  /** The sequence number of what stands in memory: that of the last record, or the base of the journal. */
  position: number
  journal: Journal | null
  /** Every journal in the folder, tried names included, so that no name is used twice. */
  bases: number[]
  /** The file `accounts.db` as we last read or wrote it; null where there is none to be trusted. */
  snapshot: { base: number; seen: FileStatus } | null
  /** Why nothing may be appended until a checkpoint into new files has succeeded. */
  poisoned: StorageError | null
  /** A checkpoint is waiting for its turn to rename. */
  busy: boolean
  closed: boolean
}

/** Number of a new snapshot and its journal: the position, unless a name is taken or a record of doubtful fate had the next number. */
export function nextBase(store: EngineState): number {
  const doubtful = store.poisoned ? store.position + 1 : store.position
  const highest = Math.max(doubtful, ...store.bases)
  return highest === store.position && !store.bases.includes(highest) ? highest : highest + 1
}

/** Whether the snapshot holds everything. */
export function isUpToDate({ poisoned, snapshot, position }: EngineState): boolean {
  return poisoned === null && snapshot?.base === position
}

/** Lets go of files and memory. */
export function closeEngine(store: EngineState): void {
  if (store.closed) return
  store.closed = true
  closeJournal(store)
  store.connection.close()
}

/** Never throws: what the journal took is synced, so whether it closes well changes nothing. */
export function closeJournal({ journal, log }: EngineState): void {
  try {
    journal?.close()
  } catch (error) {
    log('a journal could not be closed', { error: String(error) })
  }
}
