import { crc32 } from 'node:zlib'
import { setTimeout as pause } from 'node:timers/promises'
import { backupName, fileStatus, journalName, removeFile, quarantine, snapshotName, syncFolder } from './files'
import { createJournal, emptyJournal, openJournal } from './journal'
import type { Journal } from './journal'
import { schemaVersion, writeIdentity } from './schema'
import { rotateBackup, publishSnapshot, sameFile, writeBackup, writeTemporarySnapshot } from './snapshot'
import { closeJournal, nextBase } from './engine-state'
import type { EngineState } from './engine-state'
import { errorCode, StorageError, toStorageError } from './storage-error'

/**
 * Puts everything into a new snapshot and goes on in a new journal. Order: the temporary snapshot, synced; the new
 * journal, synced; from then on it takes the records; the old snapshot becomes the backup; rename; the folder synced;
 * only then go the journals that even the backup does not need. A crash anywhere leaves a snapshot and the journals
 * that lead from it to now.
 */
export function checkpointNow(store: EngineState): void {
  prepare(store)
  publish(store)
}

/** The same at idle, with patience: on Windows another program may hold the file for a moment. Changes may come in meanwhile. */
export async function checkpointWithRetry(store: EngineState): Promise<void> {
  prepare(store)
  for (let tries = store.limits.renameTries; ; tries -= 1) {
    try {
      publish(store)
      return
    } catch (error) {
      if (tries <= 1 || !isHeldByOthers(store, error)) throw error
    }
    await pause(store.limits.renamePauseMs)
  }
}

/**
 * Begins a new line of history with what stands in memory: at the first run, and after the files were changed by
 * another hand. The backup is written too, because the old one does not lead to the new journal. Older journals, and
 * the backup they belong to, are set aside if they hold what this store does not have, else removed.
 */
export function beginTimeline(store: EngineState, timelineId: string, keepOld: boolean): void {
  const base = nextBase(store)
  const bytes = exportAs(store, timelineId, base)
  writeTemporarySnapshot(store.folder, bytes)
  quarantineUnreadable(store)
  const seen = publishSnapshot(store.folder)
  syncFolder(store.folder)
  store.journal = startJournal(store, timelineId, base, bytes)
  if (keepOld && fileStatus(store.folder, backupName)) quarantine(store.folder, backupName, 'aside', store.now())
  writeBackup(store.folder, bytes)
  for (const old of store.bases) {
    if (keepOld) quarantine(store.folder, journalName(old), 'aside', store.now())
    else removeFile(store.folder, journalName(old))
  }
  syncFolder(store.folder)
  Object.assign(store, { timelineId, position: base, bases: [base], snapshot: { base, seen }, poisoned: null })
}

function prepare(store: EngineState): void {
  const base = nextBase(store)
  const bytes = exportAs(store, store.timelineId, base)
  writeTemporarySnapshot(store.folder, bytes)
  store.bases.push(base)
  const journal = startJournalOrPoison(store, base, bytes)
  closeJournal(store)
  store.journal = journal
  store.position = base
}

function publish(store: EngineState): void {
  const { folder, snapshot: former } = store
  const backedUp = rotateBackup(folder, former?.seen ?? null, store.now())
  if (former && !backedUp) store.log('a file of another hand was found in place of the snapshot and set aside')
  const base = store.journal?.base ?? 0
  store.snapshot = { base, seen: publishSnapshot(folder) }
  syncFolder(folder)
  store.poisoned = store.journal?.poisoned() ?? null
  if (former && backedUp) removeJournalsBefore(store, former.base)
}

function exportAs(store: EngineState, timelineId: string, base: number): Uint8Array {
  writeIdentity(store.connection, timelineId, base)
  return store.connection.export()
}

function startJournal(store: EngineState, timelineId: string, base: number, snapshot: Uint8Array): Journal {
  createJournal(store.folder, {
    timelineId,
    base,
    after: store.position,
    schema: schemaVersion(store.connection),
    snapshotBytes: snapshot.length,
    snapshotCrc: crc32(snapshot),
  })
  return openJournal(store.folder, base, emptyJournal, store.limits)
}

/**
 * A new journal makes void what the old one takes from then on. So if it can't be used, it must be gone for certain
 * before the old one goes on; else nothing more is written until a later checkpoint has succeeded.
 */
function startJournalOrPoison(store: EngineState, base: number, snapshot: Uint8Array): Journal {
  try {
    return startJournal(store, store.timelineId, base, snapshot)
  } catch (error) {
    try {
      removeFile(store.folder, journalName(base))
      syncFolder(store.folder)
    } catch {
      store.poisoned ??= toStorageError(error, 'beginning a journal')
    }
    throw error
  }
}

function removeJournalsBefore(store: EngineState, base: number): void {
  for (const old of store.bases.filter((one) => one < base)) {
    try {
      removeFile(store.folder, journalName(old))
      store.bases.splice(store.bases.indexOf(old), 1)
    } catch (error) {
      store.log('an old journal could not be removed', { code: errorCode(error) })
    }
  }
}

/** What was read at open is about to be replaced by the same content; what was not readable is kept. */
function quarantineUnreadable(store: EngineState): void {
  const found = fileStatus(store.folder, snapshotName)
  if (!found) return
  if (!store.snapshot) quarantine(store.folder, snapshotName, 'damaged', store.now())
  else if (!sameFile(found, store.snapshot.seen))
    throw new StorageError('locked', 'the file changed while it was opened')
}

function isHeldByOthers({ folder }: EngineState, error: unknown): boolean {
  return folder.fs.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(errorCode(error))
}
