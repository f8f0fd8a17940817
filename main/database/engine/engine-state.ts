import type { EngineJobs } from '../api'
import type { Connection } from './connection'
import type { Folder } from './files'
import type { FileStatus } from './file-system'
import type { Journal } from './journal'
import type { StoreLimits } from './limits'
import type { StorageError } from './storage-error'

/** The state of an open store: the database in memory and its files. */
export type EngineState = {
  readonly folder: Folder
  readonly connection: Connection
  readonly limits: StoreLimits
  readonly jobs: EngineJobs
  readonly now: () => number
  readonly log: (event: string, detail?: object) => void
  /** One line of history. A fork (a file restored by hand, an external edit) starts a new one. */
  timelineId: string
  /** The sequence number of the database in memory: the last record's, or the journal's base. */
  position: number
  journal: Journal | null
  /** Bases of every journal in the folder and of failed attempts, so that no name is used twice. */
  bases: number[]
  /** `accounts.db` as last read or written by this process; null if none can be trusted. */
  snapshot: { base: number; status: FileStatus } | null
  /** Set when a sync or truncation failed: appends stay off until a checkpoint succeeds. */
  poisoned: StorageError | null
  /** The new journal takes the records; the rename of its snapshot may be waiting for a retry. */
  publishing: boolean
  closed: boolean
}

/**
 * The base of a new snapshot and its journal: the position, unless that name is taken or a record
 * that may or may not be on disk has the next number.
 */
export function nextBase(state: EngineState): number {
  const lastUsed = state.poisoned ? state.position + 1 : state.position
  const highest = Math.max(lastUsed, ...state.bases)
  return highest === state.position && !state.bases.includes(highest) ? highest : highest + 1
}

/** Whether the snapshot holds every change. */
export function isUpToDate({ poisoned, snapshot, position }: EngineState): boolean {
  return poisoned === null && snapshot?.base === position
}

export function closeEngine(state: EngineState): void {
  if (state.closed) return
  state.closed = true
  closeJournal(state)
  state.connection.close()
}

/** Never throws: every record in the journal is synced, so an error on close loses nothing. */
export function closeJournal({ journal, log }: EngineState): void {
  try {
    journal?.close()
  } catch (error) {
    log('a journal could not be closed', { error: String(error) })
  }
}
