import { setTimeout as pause } from 'node:timers/promises'
import type { DatabaseCopy } from '../api'
import { copyInBackground, copyNow } from './copy'
import {
  backupName,
  fileStatus,
  journalName,
  removeFile,
  quarantine,
  snapshotName,
  syncFolder,
  temporarySnapshotName,
  writeNewFileInBackground,
} from './files'
import { createJournal, newJournalContent, openJournal } from './journal'
import type { Journal } from './journal'
import { schemaVersion } from './schema'
import { rotateBackup, publishSnapshot, sameFile, writeBackup, writeTemporarySnapshot } from './snapshot'
import { closeJournal, nextBase } from './engine-state'
import type { EngineState } from './engine-state'
import { errorCode, isLockedByAnotherProcess, StorageError, toStorageError } from './storage-error'

/**
 * Writes everything into a new snapshot and continues in a new journal. The order makes a crash at
 * any point leave a snapshot and the journals that lead from it to the current state:
 *
 * 1. Write and sync the temporary snapshot.
 * 2. Write and sync the new journal; from here on it takes the records.
 * 3. Make the old snapshot the backup.
 * 4. Rename the temporary snapshot to `accounts.db` and sync the folder.
 * 5. Delete the journals that even the backup does not need.
 */
export function checkpointNow(state: EngineState): void {
  prepare(state)
  publish(state)
}

/**
 * The same at idle, without blocking: the snapshot is written in the background, and the changes
 * committed meanwhile are copied into the new journal. Retries: on Windows another program may
 * briefly hold the file open.
 */
export async function checkpointWithRetry(state: EngineState): Promise<void> {
  const prepared = await prepareInBackground(state)
  if (prepared === 'superseded') return
  if (prepared === 'impossible') prepare(state)
  state.publishing = true
  try {
    await publishWithRetry(state)
  } finally {
    state.publishing = false
  }
}

async function publishWithRetry(state: EngineState): Promise<void> {
  for (let tries = state.limits.renameTries; ; tries -= 1) {
    try {
      publish(state)
      return
    } catch (error) {
      if (tries <= 1 || !isLockedByAnotherProcess(state.folder.fs.platform, error)) throw error
    }
    await pause(state.limits.renamePauseMs)
  }
}

/**
 * Starts a new timeline from the database in memory: at the first run, and after another program
 * changed the files. Also writes a new backup, because the old one does not lead to the new
 * journal. `keepOld` quarantines the older journals and their backup instead of deleting them: they
 * hold records that this database lacks.
 */
export function beginTimeline(state: EngineState, timelineId: string, keepOld: boolean): void {
  const base = nextBase(state)
  const copy = copyNow(state, timelineId, base)
  writeTemporarySnapshot(state.folder, copy.bytes)
  quarantineUnreadable(state)
  const status = publishSnapshot(state.folder)
  syncFolder(state.folder)
  state.journal = startJournal(state, timelineId, copy)
  if (keepOld && fileStatus(state.folder, backupName)) quarantine(state.folder, backupName, 'aside', state.now())
  writeBackup(state.folder, copy.bytes)
  for (const old of state.bases) {
    if (keepOld) quarantine(state.folder, journalName(old), 'aside', state.now())
    else removeFile(state.folder, journalName(old))
  }
  syncFolder(state.folder)
  Object.assign(state, { timelineId, position: base, bases: [base], snapshot: { base, status }, poisoned: null })
}

function prepare(state: EngineState): void {
  const base = nextBase(state)
  const copy = copyNow(state, state.timelineId, base)
  writeTemporarySnapshot(state.folder, copy.bytes)
  state.bases.push(base)
  const journal = startJournalOrPoison(state, copy)
  closeJournal(state)
  state.journal = journal
  state.position = base
}

/**
 * `impossible`, with nothing changed, if only `prepare` can make this checkpoint: the content of
 * the journal is unknown, or the position needs another number. `superseded` if a change needed a
 * checkpoint of its own meanwhile.
 */
async function prepareInBackground(state: EngineState): Promise<'done' | 'impossible' | 'superseded'> {
  const { journal } = state
  if (!journal || state.poisoned || nextBase(state) !== state.position) return 'impossible'
  const copy = await copyInBackground(state)
  await writeNewFileInBackground(state.folder, temporarySnapshotName, copy.bytes)
  if (state.journal !== journal) return 'superseded'
  if (isPoisoned(state)) return 'impossible'
  const meanwhile = journal.recordsFrom(copy.journalBytes)
  state.bases.push(copy.position)
  const next = startJournalOrPoison(state, copy, meanwhile)
  closeJournal(state)
  state.journal = next
  return 'done'
}

/** Not narrowed by an earlier check: a commit may have failed while the file was written. */
const isPoisoned = ({ poisoned }: EngineState) => poisoned !== null

function publish(state: EngineState): void {
  const { folder, snapshot: previous } = state
  const backedUp = rotateBackup(folder, previous?.status ?? null, state.now())
  if (previous && !backedUp)
    state.log('the snapshot was removed or changed by another program; a changed one was quarantined')
  const base = state.journal?.base ?? 0
  state.snapshot = { base, status: publishSnapshot(folder) }
  syncFolder(folder)
  state.poisoned = state.journal?.poisoned() ?? null
  if (previous && backedUp) removeJournalsBefore(state, previous.base)
}

/** `records`: the changes that the snapshot lacks, which the older journal holds too. */
function startJournal(
  state: EngineState,
  timelineId: string,
  { bytes, crc, position: base }: DatabaseCopy,
  records?: Uint8Array,
): Journal {
  const header = {
    timelineId,
    base,
    after: records ? base : state.position,
    schema: schemaVersion(state.connection),
    snapshotBytes: bytes.length,
    snapshotCrc: crc,
  }
  createJournal(state.folder, header, records)
  return openJournal(state.folder, base, newJournalContent(records?.length), state.limits)
}

/**
 * A new journal voids every later record of the old one. If the new journal cannot be used, it must
 * be durably removed before the old one may continue. Otherwise nothing more is written until a
 * later checkpoint succeeds.
 */
function startJournalOrPoison(state: EngineState, copy: DatabaseCopy, records?: Uint8Array): Journal {
  try {
    return startJournal(state, state.timelineId, copy, records)
  } catch (error) {
    try {
      removeFile(state.folder, journalName(copy.position))
      syncFolder(state.folder)
    } catch {
      state.poisoned ??= toStorageError(error, 'starting a journal')
    }
    throw error
  }
}

function removeJournalsBefore(state: EngineState, base: number): void {
  for (const old of state.bases.filter((other) => other < base)) {
    try {
      removeFile(state.folder, journalName(old))
      state.bases.splice(state.bases.indexOf(old), 1)
    } catch (error) {
      state.log('an old journal could not be removed', { code: errorCode(error) })
    }
  }
}

/**
 * A snapshot that was read at open may be overwritten: the new one has the same content. An
 * unreadable one is kept under another name.
 */
function quarantineUnreadable(state: EngineState): void {
  const status = fileStatus(state.folder, snapshotName)
  if (!status) return
  if (!state.snapshot) quarantine(state.folder, snapshotName, 'damaged', state.now())
  else if (!sameFile(status, state.snapshot.status))
    throw new StorageError('locked', 'the file changed while it was opened')
}
