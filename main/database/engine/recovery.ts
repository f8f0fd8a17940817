import type { SqlJsStatic } from 'sql.js'
import type { Recovered } from '../../../preload/desktop'
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
import { createSchema, hasOurSchema, isSound, lastVersion, readIdentity } from './schema'
import type { Identity } from './schema'
import { readSnapshot } from './snapshot'
import type { SnapshotFile } from './snapshot'
import { StorageError } from './storage-error'

export type RecoveryDeps = {
  folder: Folder
  sql: SqlJsStatic
  migrations: readonly Migration[]
  limits: StoreLimits
  now: () => number
}

/** What was found in the folder, in memory. Nothing on disk has been changed, but for copies of damaged journals. */
export type Recovery = {
  connection: Connection
  timelineId: string
  position: number
  bases: number[]
  /** The snapshot in force; null where there is none that can be trusted. */
  snapshot: { base: number; file: SnapshotFile } | null
  /** The journal to go on in. */
  newest: { base: number; content: JournalContent } | null
  /** What has to happen before the first change. `begin` starts a new line of history, because the files do not fit together. */
  next: 'go on' | 'checkpoint' | 'begin' | 'begin, keeping the old'
  recovered: Recovered['recovered'] | null
}

/** Loads the snapshot, or if it is damaged its backup, and replays what the journals hold after it. Throws StorageError. */
export function recover(deps: RecoveryDeps): Recovery {
  const { folder, migrations, limits } = deps
  const file = readSnapshot(folder, snapshotName, lastVersion(migrations), limits)
  const bases = journalBases(folder)
  if (!file && bases.length === 0 && isFirstRun(folder)) return firstRun(deps)
  const journals = bases.map((base) => readJournalHeader(folder, base, limits))
  const inForce = file && load(deps, file, journals)
  if (inForce) return closingOnError(inForce, () => recoverFromSnapshot(deps, inForce, journals))
  const backup = readSnapshot(folder, backupName, lastVersion(migrations), limits)
  const former = backup && load(deps, backup, journals)
  if (former) return closingOnError(former, () => recoverFromBackup(deps, former, journals))
  throw new StorageError('corrupt', 'neither the snapshot nor its backup can be read')
}

type Loaded = Identity & { file: SnapshotFile; connection: Connection; edited: boolean }

function isFirstRun(folder: Folder): boolean {
  return !fileStatus(folder, snapshotName) && !fileStatus(folder, backupName)
}

function firstRun({ sql, migrations }: RecoveryDeps): Recovery {
  const connection = connect(sql, null)
  createSchema(connection, migrations)
  const nothing = { bases: [], snapshot: null, newest: null, recovered: null }
  return { connection, timelineId: '', position: 0, next: 'begin', ...nothing }
}

/** The database in a file, or null if it is damaged. */
function load(deps: RecoveryDeps, file: SnapshotFile, journals: readonly JournalHeader[]): Loaded | null {
  const connection = checked(() => connect(deps.sql, file.bytes))
  if (!connection) return null
  try {
    const identity = checked(() => readIdentity(connection))
    const state = identity ? classify(deps, file, connection, identity, journals) : 'damaged'
    if (identity && state !== 'damaged') return { file, connection, ...identity, edited: state === 'edited' }
  } catch (error) {
    connection.close()
    throw error
  }
  connection.close()
  return null
}

/** The journal that began with a snapshot remembers its bytes; for any other file SQLite says whether it is whole, and we whether it is ours. */
function classify(
  { sql, migrations }: RecoveryDeps,
  file: SnapshotFile,
  connection: Connection,
  { timelineId, sequence }: Identity,
  journals: readonly JournalHeader[],
): 'as written' | 'edited' | 'damaged' {
  const own = journals.find((journal) => journal.timelineId === timelineId && journal.base === sequence)
  if (own?.snapshotCrc === file.crc && own.snapshotBytes === file.bytes.length) return 'as written'
  if (own && !file.edited) return 'damaged'
  if (!checked(() => isSound(connection))) return 'damaged'
  if (checked(() => hasOurSchema(sql, connection, migrations))) return file.edited ? 'edited' : 'as written'
  throw new StorageError('foreign', 'the tables are not ours')
}

/** From the snapshot in force. It may have been put there or edited by hand, so the journals may not be its own. */
function recoverFromSnapshot(deps: RecoveryDeps, loaded: Loaded, journals: readonly JournalHeader[]): Recovery {
  const { connection, timelineId, sequence, file, edited } = loaded
  const timeline = traceTimeline(timelineId, sequence, journals)
  const found = { connection, timelineId, bases: journals.map(({ base }) => base), snapshot: { base: sequence, file } }
  const fits = timeline.isContiguous && !edited
  const replayed = fits ? replay(deps, connection, timeline.segments, sequence) : null
  if (replayed && timeline.otherTimelines.length === 0) {
    return { ...found, ...replayed, recovered: replayed.torn ? 'tornTail' : null }
  }
  const lost = holdsMore(deps, journals, timelineId, fits ? Infinity : sequence)
  return {
    ...found,
    position: replayed?.position ?? sequence,
    newest: null,
    next: lost ? 'begin, keeping the old' : 'begin',
    recovered: lost ? 'journalSetAside' : null,
  }
}

/** From the backup, which must lead to now without a gap: what was acknowledged is never silently dropped. */
function recoverFromBackup(deps: RecoveryDeps, loaded: Loaded, journals: readonly JournalHeader[]): Recovery {
  const { connection, timelineId, sequence } = loaded
  const found = {
    connection,
    timelineId,
    bases: journals.map(({ base }) => base),
    snapshot: null,
    recovered: 'fromBackup' as const,
  }
  if (journals.length === 0) return { ...found, position: sequence, newest: null, next: 'begin' }
  const timeline = traceTimeline(timelineId, sequence, journals)
  if (loaded.edited || !timeline.isContiguous || timeline.otherTimelines.length > 0) {
    throw new StorageError('corrupt', 'the backup and the journals do not fit together')
  }
  const replayed = replay(deps, connection, timeline.segments, sequence)
  return { ...found, ...replayed, next: replayed.next === 'begin' ? 'begin' : 'checkpoint' }
}

/** Whether the journals hold a record that the snapshot does not. */
function holdsMore(
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

/** "Try again" must not leave a database behind in memory each time. */
function closingOnError(loaded: Loaded, work: () => Recovery): Recovery {
  try {
    return work()
  } catch (error) {
    loaded.connection.close()
    throw error
  }
}

function checked<T>(look: () => T): T | null {
  try {
    return look()
  } catch {
    return null
  }
}
