import { createHash } from 'node:crypto'
import { yieldToEventLoop } from './yield'
import type { SqlJsStatic } from 'sql.js'
import type { Recovered } from '../../../preload/desktop'
import type { EngineJobs, Identity } from '../api'
import type { Connection } from './connection'
import { connect } from './connection'
import { backupName, fileStatus, journalBases, snapshotName } from './files'
import type { Folder } from './files'
import { readJournal, readJournalHeader } from './journal'
import type { JournalContent, JournalHeader } from './journal'
import type { StoreLimits } from './limits'
import { traceTimeline } from './timeline'
import type { Migration } from './migrations'
import { replay } from './replay'
import { readReplaced, type Replaced } from './replaced'
import { createSchema, hasExactSchema, lastVersion, readIdentity, versionInHeader } from './schema'
import { readSnapshot } from './snapshot'
import type { SnapshotFile } from './snapshot'
import { StorageError } from './storage-error'

export type RecoveryDeps = {
  folder: Folder
  sql: SqlJsStatic
  jobs: Pick<EngineJobs, 'inspect'>
  migrations: readonly Migration[]
  limits: StoreLimits
  now: () => number
}

/** The recovered database in memory. Nothing on disk has changed, except copies of bad journals. */
export type Recovery = {
  connection: Connection
  timelineId: string
  position: number
  bases: number[]
  /** The current snapshot; null if there is none that can be trusted. */
  snapshot: { base: number; file: SnapshotFile } | null
  /** The journal to continue in. */
  newest: { base: number; content: JournalContent } | null
  /**
   * What must happen before the first change. `newTimeline` and `newTimelineKeepingOld`: the files
   * do not belong together, so history starts anew. The second quarantines the old files.
   */
  next: 'continue' | 'checkpoint' | 'newTimeline' | 'newTimelineKeepingOld'
  recovered: Recovered['recovered'] | null
}

/**
 * Loads the snapshot, or its backup if the snapshot is damaged, and replays the journals after it.
 * Throws StorageError.
 */
export async function recover(deps: RecoveryDeps): Promise<Recovery> {
  const { folder, migrations, limits } = deps
  const file = await readSnapshot(folder, snapshotName, lastVersion(migrations), limits)
  const bases = journalBases(folder)
  if (!file && bases.length === 0 && isFirstRun(folder)) return firstRun(deps)
  const journals = bases.map((base) => readJournalHeader(folder, base, limits))
  const current = file && (await load(deps, file, journals))
  if (current) return closeOnError(current, () => recoverFromSnapshot(deps, current, journals, readReplaced(folder)))
  const backup = await readSnapshot(folder, backupName, lastVersion(migrations), limits)
  const previous = backup && (await load(deps, backup, journals))
  if (previous) return closeOnError(previous, () => recoverFromBackup(deps, previous, journals))
  throw new StorageError('corrupt', 'neither the snapshot nor its backup can be read')
}

type Loaded = Identity & { file: SnapshotFile; connection: Connection; edited: boolean }

function isFirstRun(folder: Folder): boolean {
  return !fileStatus(folder, snapshotName) && !fileStatus(folder, backupName)
}

function firstRun({ sql, migrations }: RecoveryDeps): Recovery {
  const connection = connect(sql, null)
  createSchema(connection, migrations)
  const noFiles = { bases: [], snapshot: null, newest: null, recovered: null }
  return { connection, timelineId: '', position: 0, next: 'newTimeline', ...noFiles }
}

/**
 * The database in a file, or null if it is damaged. The journal that was created with a snapshot
 * stores its length and CRC: only such a file is our own last write. Any other is first inspected
 * by the worker, because it may come from anywhere.
 */
async function load(
  deps: RecoveryDeps,
  file: SnapshotFile,
  journals: readonly JournalHeader[],
): Promise<Loaded | null> {
  const own = journals.find(
    ({ snapshotCrc, snapshotBytes }) => snapshotCrc === file.crc && snapshotBytes === file.bytes.length,
  )
  const expected = own ? { timelineId: own.timelineId, sequence: own.base } : await identify(deps, file, journals)
  if (!expected) return null
  await yieldToEventLoop()
  const connection = nullOnError(() => connect(deps.sql, file.bytes))
  if (!connection) return null
  try {
    if (!hasExactSchema(deps.sql, connection, deps.migrations, versionInHeader(file.bytes)))
      throw new StorageError('foreign', 'the tables are not ours')
    const identity = readIdentity(connection)
    if (identity?.timelineId === expected.timelineId && identity.sequence === expected.sequence)
      return { file, connection, ...identity, edited: !own && file.edited }
    connection.close()
    return null
  } catch (error) {
    connection.close()
    throw error
  }
}

/** The identity of a file that we did not write last; null if it is damaged. */
async function identify(
  { jobs, migrations }: RecoveryDeps,
  { bytes, edited }: SnapshotFile,
  journals: readonly JournalHeader[],
): Promise<Identity | null> {
  const found = await jobs.inspect(bytes, migrations)
  if ('refused' in found) {
    // Damage to a file of ours can look like another schema; its journals tell that it was ours.
    if (found.refused === 'damaged' || (!edited && journals.length > 0)) return null
    throw new StorageError('foreign', 'the tables are not ours')
  }
  if (found.sha256 !== createHash('sha256').update(bytes).digest('hex'))
    throw new StorageError('io', 'other bytes were inspected')
  const isOwn = journals.some(({ timelineId, base }) => timelineId === found.timelineId && base === found.sequence)
  return isOwn && !edited ? null : found
}

/**
 * Recovers from the current snapshot. A person may have restored or edited it by hand, so the
 * journals may belong to another one.
 */
function recoverFromSnapshot(
  deps: RecoveryDeps,
  loaded: Loaded,
  allJournals: readonly JournalHeader[],
  replaced: Replaced | null,
): Recovery {
  const { connection, timelineId, sequence, file, edited } = loaded
  const isVoid = (journal: JournalHeader) => replaced?.by === timelineId && journal.timelineId === replaced.replaced
  const journals = allJournals.filter((journal) => !isVoid(journal))
  const timeline = traceTimeline(timelineId, sequence, journals)
  const bases = allJournals.map(({ base }) => base)
  const common = { connection, timelineId, bases, snapshot: { base: sequence, file } }
  const fits = timeline.isContiguous && !edited
  const replayed = fits ? replay(deps, connection, timeline.segments, sequence) : null
  if (replayed && timeline.otherTimelines.length === 0) {
    return { ...common, ...replayed, recovered: replayed.torn ? 'tornTail' : null }
  }
  const lost = hasNewerRecords(deps, journals, timelineId, fits ? Infinity : sequence)
  return {
    ...common,
    position: replayed?.position ?? sequence,
    newest: null,
    next: lost ? 'newTimelineKeepingOld' : 'newTimeline',
    recovered: lost ? 'journalSetAside' : null,
  }
}

/**
 * Recovers from the backup. The journals must continue it without a gap: an acknowledged change is
 * never silently dropped.
 */
function recoverFromBackup(deps: RecoveryDeps, loaded: Loaded, journals: readonly JournalHeader[]): Recovery {
  const { connection, timelineId, sequence } = loaded
  const common = {
    connection,
    timelineId,
    bases: journals.map(({ base }) => base),
    snapshot: null,
    recovered: 'fromBackup' as const,
  }
  if (journals.length === 0) return { ...common, position: sequence, newest: null, next: 'newTimeline' }
  const timeline = traceTimeline(timelineId, sequence, journals)
  if (loaded.edited || !timeline.isContiguous || timeline.otherTimelines.length > 0) {
    throw new StorageError('corrupt', 'the backup and the journals do not fit together')
  }
  const replayed = replay(deps, connection, timeline.segments, sequence)
  return { ...common, ...replayed, next: replayed.next === 'newTimeline' ? 'newTimeline' : 'checkpoint' }
}

/** Whether the journals hold a record that the snapshot lacks. */
function hasNewerRecords(
  { folder, limits }: RecoveryDeps,
  journals: readonly JournalHeader[],
  timelineId: string,
  sequence: number,
): boolean {
  return journals.some((header) => {
    const { records, tail } = readJournal(folder, header, limits)
    const known = header.timelineId === timelineId ? sequence : -1
    return tail === 'damaged' || records.some((record) => record.sequence > known)
  })
}

/** Repeated use of "Try again" must not leak a database in memory each time. */
function closeOnError(loaded: Loaded, work: () => Recovery): Recovery {
  try {
    return work()
  } catch (error) {
    loaded.connection.close()
    throw error
  }
}

function nullOnError<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null
  }
}
