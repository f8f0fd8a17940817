import { crc32 } from 'node:zlib'
import type { DatabaseCopy } from '../api'
import type { EngineState } from './engine-state'
import { journalName, readInBackground, snapshotName } from './files'
import { schemaVersion, writeIdentity } from './schema'
import { StorageError } from './storage-error'

/** Throws for a database that the next open would refuse: the existing files hold as much. */
export function copyNow(state: EngineState, timelineId: string, position: number): DatabaseCopy {
  writeIdentity(state.connection, { timelineId, sequence: position })
  const bytes = state.connection.export()
  assertReadable(state, bytes)
  return { bytes, crc: crc32(bytes), position, journalBytes: state.journal?.size() ?? 0 }
}

/**
 * The same without blocking the thread for long: SQLite's export of a large database takes a
 * millisecond per megabyte. So the worker makes the copy from the files, or main if it cannot.
 * Changes committed meanwhile are not in it.
 */
export async function copyInBackground(state: EngineState): Promise<DatabaseCopy> {
  const copy = await copyOfFiles(state)
  if (state.closed) throw new StorageError('io', 'the store was closed')
  return copy ?? copyNow(state, state.timelineId, state.position)
}

/** Null if the files do not hold exactly the database in memory, or if the worker fails. */
async function copyOfFiles(state: EngineState): Promise<DatabaseCopy | null> {
  const { folder, limits, journal, position, snapshot, poisoned } = state
  if (!journal || poisoned || snapshot?.base !== journal.base) return null
  if (snapshot.status.size <= limits.exportMaxBytes) return null
  const journalBytes = journal.size()
  try {
    const source = {
      snapshot: await readInBackground(folder, snapshotName, snapshot.status.size),
      journal: await readInBackground(folder, journalName(journal.base), journalBytes),
      upTo: position,
      schema: schemaVersion(state.connection),
    }
    const copy = { ...(await state.jobs.replayOnto(source)), position, journalBytes }
    assertReadable(state, copy.bytes)
    return copy
  } catch (error) {
    state.log('the worker made no copy', { error: String(error) })
    return null
  }
}

function assertReadable({ limits }: EngineState, { length }: Uint8Array): void {
  if (length > limits.readMaxBytes) throw new StorageError('tooLarge', 'the snapshot would be too long to be read')
}
