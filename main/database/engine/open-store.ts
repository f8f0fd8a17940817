import { join } from 'node:path'
import type { Recovered } from '../../../preload/desktop'
import { beginTimeline, checkpointWithRetry } from './checkpoint'
import { translateSqliteError } from './connection'
import type { DatabaseDeps } from '../api'
import {
  backupName,
  fileStatus,
  journalName,
  removeFile,
  syncFolder,
  snapshotName,
  temporaryBackupName,
  temporaryJournalName,
  temporarySnapshotName,
  stagedBackupName,
  stagedCopyName,
  stagedSnapshotName,
} from './files'
import { openJournal, readJournalHeader } from './journal'
import { storeLimits } from './limits'
import { migrations as ourMigrations } from './migrations'
import { recover } from './recovery'
import { forgetReplaced, readReplaced } from './replaced'
import type { Recovery } from './recovery'
import { lastVersion, migrate } from './schema'
import { closeEngine } from './engine-state'
import type { EngineState } from './engine-state'
import { toStorageError } from './storage-error'

/** Recovers the database from the folder and prepares the files for the first write. */
export async function openStore(given: DatabaseDeps): Promise<{ state: EngineState; notice: Recovered | null }> {
  const deps = { ...given, migrations: given.migrations ?? ourMigrations, limits: { ...storeLimits, ...given.limits } }
  const folder = { fs: deps.fs, path: deps.folder }
  let state: EngineState | null = null
  try {
    deps.fs.mkdirSync(folder.path, { recursive: true, mode: 0o700 })
    const recovery = await recover({ ...deps, folder })
    state = toEngineState({ ...deps, folder }, recovery)
    migrate(state.connection, deps.migrations, lastVersion(deps.migrations))
    // A crash may have come between a rename and its sync: what follows must not depend on it.
    if (recovery.next === 'continue') syncFolder(folder)
    await applyRecovery(state, recovery, deps.randomId)
    cleanUp(state)
    deps.log('store opened', { position: state.position, next: recovery.next, recovered: recovery.recovered })
    return { state, notice: recovery.recovered && { recovered: recovery.recovered, at: deps.now() } }
  } catch (error) {
    if (state) closeEngine(state)
    const problem = toStorageError(translateSqliteError(error), 'opening the store')
    deps.log('store not opened', { reason: problem.reason, error: problem.message })
    throw problem
  }
}

type StateDeps = Pick<EngineState, 'folder' | 'limits' | 'now' | 'log' | 'jobs'>

function toEngineState(deps: StateDeps, recovery: Recovery): EngineState {
  const { folder, limits, now, log, jobs } = deps
  const { connection, timelineId, position, bases, snapshot } = recovery
  const snapshotState = snapshot && { base: snapshot.base, status: snapshot.file.status }
  const initial = { journal: null, poisoned: null, publishing: false, closed: false }
  return {
    folder,
    limits,
    now,
    log,
    jobs,
    connection,
    timelineId,
    position,
    bases,
    snapshot: snapshotState,
    ...initial,
  }
}

async function applyRecovery(state: EngineState, recovery: Recovery, randomId: () => string): Promise<void> {
  const { newest, next } = recovery
  if (newest && (next === 'continue' || next === 'checkpoint')) {
    state.journal = openJournal(state.folder, newest.base, newest.content, state.limits)
    state.poisoned = state.journal.poisoned()
  }
  if (next === 'checkpoint') await checkpointWithRetry(state)
  if (next === 'newTimeline') beginTimeline(state, randomId(), false)
  if (next === 'newTimelineKeepingOld') beginTimeline(state, randomId(), true)
}

/**
 * The journals of a replaced timeline, then the note that says so: an open without it reports them.
 */
function removeReplaced(state: EngineState): void {
  const { folder, timelineId, limits } = state
  const note = readReplaced(folder)
  if (!note) return
  for (const base of [...state.bases]) {
    if (note.by !== timelineId || readJournalHeader(folder, base, limits).timelineId !== note.replaced) continue
    removeFile(folder, journalName(base))
    state.bases.splice(state.bases.indexOf(base), 1)
  }
  forgetReplaced(folder)
}

const leftovers = [
  temporarySnapshotName,
  temporaryBackupName,
  temporaryJournalName,
  stagedSnapshotName,
  stagedBackupName,
  stagedCopyName,
]

/** Best effort: deletes temporary files of a crash and restores the owner-only permissions. */
function cleanUp(state: EngineState): void {
  const { folder, bases } = state
  try {
    for (const name of leftovers) removeFile(folder, name)
    removeReplaced(state)
    if (folder.fs.platform === 'win32') return
    folder.fs.chmodSync(folder.path, 0o700)
    for (const name of [snapshotName, backupName, ...bases.map(journalName)]) {
      if (fileStatus(folder, name)) folder.fs.chmodSync(join(folder.path, name), 0o600)
    }
  } catch (error) {
    state.log('the data folder could not be tidied', { error: String(error) })
  }
}
