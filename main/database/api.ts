/** The public types of the database, kept apart from the code to avoid circular imports. */
import type { SqlJsStatic } from 'sql.js'
import type { Recovered } from '../../preload/desktop'
import type { FileSystem } from './engine/file-system'
import type { StoreLimits } from './engine/limits'
import type { Migration } from './engine/migrations'

export type SqlValue = string | number | null | Uint8Array

export type Database = {
  /**
   * Runs the callback in one transaction, which is durable when this returns. Synchronous and
   * short; the type refuses an async callback. Inside another transaction it joins the outer one.
   * If the callback throws, or this throws StorageError, the database is unchanged; after a failed
   * sync, a crash can bring the change back (transactions.ts). What the callback changed outside of
   * the database is not undone.
   */
  transaction<T>(run: () => T extends PromiseLike<unknown> ? never : T): T
  /**
   * Inside a transaction only: INSERT (with an explicit id), UPDATE or DELETE. Returns the number
   * of rows changed.
   */
  run(sql: string, params?: readonly SqlValue[]): number
  /** SELECT only. The first row, with columns in the order of the SELECT list, or undefined. */
  get(sql: string, params?: readonly SqlValue[]): SqlValue[] | undefined
  /** SELECT only. Every row. */
  all(sql: string, params?: readonly SqlValue[]): SqlValue[][]
}

export type OpenedDatabase = Database & {
  readonly notice: Recovered | null
  /** The journal is over its limit, or the last checkpoint failed. */
  checkpointDue(): boolean
  /** The database as the bytes of a file, and its position. Rejects with StorageError. */
  copy(): Promise<Pick<DatabaseCopy, 'bytes' | 'position'>>
  /**
   * At idle and at quit. Never throws: no call fails because a checkpoint failed. A failure is
   * logged and the checkpoint is retried later.
   */
  checkpoint(): Promise<void>
  /** Changes with every commit. */
  position(): number
  timelineId(): string
  /** A sync failed: a refused change may be in the journal, until a checkpoint succeeds. */
  isPoisoned(): boolean
  /** Waits for a checkpoint in progress. */
  settled(): Promise<void>
  /**
   * Closes the files as they are. Returns whether `accounts.db` is as this process last read or
   * wrote it, or missing.
   */
  discard(): boolean
  /** Makes a final checkpoint and closes the files. Never throws. */
  close(): Promise<void>
}

/** Names the content of a snapshot: a line of history, and the number of its last commit. */
export type Identity = { timelineId: string; sequence: number }

/** `sha256`: of the bytes that were inspected, in hexadecimal. */
export type StoreInspection = (Identity & { sha256: string }) | { refused: 'damaged' | 'foreign' }

/** The bytes of a file with the whole database as it was at one position. */
export type DatabaseCopy = {
  bytes: Uint8Array
  crc: number
  position: number
  /** The size of the journal at that position. */
  journalBytes: number
}

/** The last snapshot and its journal, of which the records up to `upTo` are replayed. */
export type CopySource = { snapshot: Uint8Array; journal: Uint8Array; upTo: number; schema: number }

/** What runs off the main thread. */
export type EngineJobs = {
  /** Judges an `accounts.db` that we did not write last. */
  inspect(bytes: Uint8Array, migrations: readonly Migration[]): Promise<StoreInspection>
  /** Makes a copy of the database from its files. */
  replayOnto(source: CopySource): Promise<Pick<DatabaseCopy, 'bytes' | 'crc'>>
}

export type DatabaseDeps = {
  folder: string
  fs: FileSystem
  sql: SqlJsStatic
  jobs: EngineJobs
  /** Milliseconds since the epoch. */
  now: () => number
  /** A new UUID. */
  randomId: () => string
  log: (event: string, detail?: object) => void
  migrations?: readonly Migration[]
  limits?: Partial<StoreLimits>
}
