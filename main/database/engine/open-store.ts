import { join } from 'node:path'
import type { Recovered } from '../../../preload/desktop'
import { beginTimeline, checkpointWithRetry } from './checkpoint'
import { readableError } from './connection'
import type { DatabaseDeps } from '../api'
import {
  backupName,
  fileStatus,
  journalName,
  removeFile,
  snapshotName,
  temporaryBackupName,
  temporaryJournalName,
  temporarySnapshotName,
} from './files'
import { openJournal } from './journal'
import { storeLimits } from './limits'
import { migrations as ourMigrations } from './migrations'
import { recover } from './recovery'
import type { Recovery } from './recovery'
import { lastVersion, migrate } from './schema'
import { closeEngine } from './engine-state'
import type { EngineState } from './engine-state'
import { toStorageError } from './storage-error'

/** Recovers what the folder holds, and brings the files into a state in which the first change can be written. */
export async function openStore(given: DatabaseDeps): Promise<{ store: EngineState; notice: Recovered | null }> {
  const deps = { ...given, migrations: given.migrations ?? ourMigrations, limits: { ...storeLimits, ...given.limits } }
  const folder = { fs: deps.fs, path: deps.folder }
  let store: EngineState | null = null
  try {
    deps.fs.mkdirSync(folder.path, { recursive: true, mode: 0o700 })
    const recovery = recover({ ...deps, folder })
    store = toStore({ ...deps, folder }, recovery)
    migrate(store.connection, deps.migrations, lastVersion(deps.migrations))
    await applyRecovery(store, recovery, deps.randomId)
    tidy(store)
    deps.log('store opened', { position: store.position, next: recovery.next, recovered: recovery.recovered })
    return { store, notice: recovery.recovered && { recovered: recovery.recovered, at: deps.now() } }
  } catch (error) {
    if (store) closeEngine(store)
    const problem = toStorageError(readableError(error), 'opening the store')
    deps.log('store not opened', { reason: problem.reason, error: problem.message })
    throw problem
  }
}

function toStore(deps: Pick<EngineState, 'folder' | 'limits' | 'now' | 'log'>, recovery: Recovery): EngineState {
  const { folder, limits, now, log } = deps
  const { connection, timelineId, position, bases, snapshot } = recovery
  const seen = snapshot && { base: snapshot.base, seen: snapshot.file.seen }
  const state = { journal: null, poisoned: null, busy: false, closed: false }
  return { folder, limits, now, log, connection, timelineId, position, bases, snapshot: seen, ...state }
}

async function applyRecovery(store: EngineState, recovery: Recovery, randomId: () => string): Promise<void> {
  const { newest, next } = recovery
  if (newest && (next === 'go on' || next === 'checkpoint')) {
    store.journal = openJournal(store.folder, newest.base, newest.content, store.limits)
    store.poisoned = store.journal.poisoned()
  }
  if (next === 'checkpoint') await checkpointWithRetry(store)
  if (next === 'begin' || next === 'begin, keeping the old') beginTimeline(store, randomId(), next !== 'begin')
}

/** Best effort: what a crash left half-written goes; what others may have made readable for everybody is ours alone again. */
function tidy(store: EngineState): void {
  const { folder, bases } = store
  try {
    for (const name of [temporarySnapshotName, temporaryBackupName, temporaryJournalName]) removeFile(folder, name)
    if (folder.fs.platform === 'win32') return
    folder.fs.chmodSync(folder.path, 0o700)
    for (const name of [snapshotName, backupName, ...bases.map(journalName)]) {
      if (fileStatus(folder, name)) folder.fs.chmodSync(join(folder.path, name), 0o600)
    }
  } catch (error) {
    store.log('the data folder could not be tidied', { error: String(error) })
  }
}
