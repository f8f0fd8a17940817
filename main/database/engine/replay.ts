import { crc32 } from 'node:zlib'
import type { SqlJsStatic } from 'sql.js'
import type { CopySource, DatabaseCopy } from '../api'
import { connect } from './connection'
import type { Connection } from './connection'
import { journalName } from './files'
import type { Folder } from './files'
import { copyDamagedJournal, decodeJournal, readJournal } from './journal'
import type { JournalContent, JournalHeader } from './journal'
import type { StoreLimits } from './limits'
import type { Segment } from './timeline'
import type { Migration } from './migrations'
import { checkRecorded } from './replay-safety'
import { changesOf, fromJson } from './record'
import type { StoredRecord } from './record'
import { lastVersion, migrate, schemaVersion, writeIdentity } from './schema'
import { StorageError } from './storage-error'

export type Replayed = {
  position: number
  newest: { base: number; content: JournalContent }
  torn: boolean
  /**
   * `newTimeline` if the snapshot is ahead of its journals, `checkpoint` if they use an older
   * schema.
   */
  next: 'continue' | 'checkpoint' | 'newTimeline'
}

/**
 * A snapshot of ours with the records of its journal up to one, as the bytes of a file. Runs in the
 * worker. Throws StorageError `corrupt` if the files do not belong together.
 */
export function replayOnto(
  sql: SqlJsStatic,
  { snapshot, journal, upTo, schema }: CopySource,
): Pick<DatabaseCopy, 'bytes' | 'crc'> {
  const { header, records } = decodeJournal(journal)
  const isOurs = header.snapshotBytes === snapshot.length && header.snapshotCrc === crc32(snapshot)
  if (!isOurs || header.schema !== schema) throw new StorageError('corrupt', 'not the snapshot of this journal')
  const connection = connect(sql, snapshot)
  try {
    const position = replayRecords(connection, records, { header, upTo }, header.base)
    if (position !== upTo) throw new StorageError('corrupt', `the journal ends at record ${position}`)
    writeIdentity(connection, { timelineId: header.timelineId, sequence: upTo })
    const bytes = connection.export()
    return { bytes, crc: crc32(bytes) }
  } finally {
    connection.close()
  }
}

type ReplayDeps = { folder: Folder; migrations: readonly Migration[]; limits: StoreLimits }

/**
 * Replays the records after `from` in order, without a gap in their numbers. Throws at the first
 * deviation: a damaged record, a missing number, a different number of changed rows.
 */
export function replay(deps: ReplayDeps, connection: Connection, segments: readonly Segment[], from: number): Replayed {
  let position = from
  let last: { header: JournalHeader; content: JournalContent } | null = null
  for (const segment of segments) {
    const { header, upTo } = segment
    const content = readJournal(deps.folder, header, deps.limits)
    try {
      migrateTo(deps, connection, header.schema)
      position = replayRecords(connection, content.records, segment, position)
      const whole = upTo === Infinity ? content.tail !== 'damaged' : position >= upTo
      if (!whole) throw new StorageError('corrupt', `${journalName(header.base)} is damaged after record ${position}`)
    } catch (error) {
      copyDamagedJournal(deps.folder, header.base, deps.limits)
      throw error
    }
    last = { header, content }
  }
  if (!last) throw new Error('nothing to replay')
  return {
    position,
    newest: { base: last.header.base, content: last.content },
    torn: last.content.tail === 'torn',
    next: nextStep(deps, position, last),
  }
}

function nextStep(
  { migrations }: ReplayDeps,
  position: number,
  last: { header: JournalHeader; content: JournalContent },
): Replayed['next'] {
  const end = last.content.records.at(-1)?.sequence ?? last.header.base
  if (end < position) return 'newTimeline'
  return last.header.schema < lastVersion(migrations) ? 'checkpoint' : 'continue'
}

/**
 * Checks that every record follows the one before, including those already in the snapshot: a gap
 * is damage.
 */
function replayRecords(
  connection: Connection,
  records: readonly StoredRecord[],
  { header, upTo }: Segment,
  from: number,
): number {
  const schema = schemaVersion(connection)
  let position = header.base
  connection.begin()
  for (const record of records) {
    if (record.sequence > upTo) break
    if (record.sequence !== position + 1) {
      throw new StorageError('corrupt', `record ${record.sequence} does not follow ${position}`)
    }
    position = record.sequence
    if (position <= from) continue
    if (record.schema !== schema) throw new StorageError('corrupt', `record ${position} is of another schema`)
    redo(connection, record)
  }
  connection.commit()
  return Math.max(position, from)
}

function redo(connection: Connection, record: StoredRecord): void {
  for (const [sql, params, rows] of changesOf(record)) {
    let changed: number
    try {
      checkRecorded(sql)
      changed = connection.run(sql, fromJson(params))
    } catch (error) {
      throw new StorageError('corrupt', `record ${record.sequence} cannot be replayed`, { cause: error })
    }
    if (changed !== rows)
      throw new StorageError('corrupt', `record ${record.sequence} has a different effect from before`)
  }
}

/** The records of a journal need the schema they were written for. */
function migrateTo({ migrations }: ReplayDeps, connection: Connection, schema: number): void {
  if (schema > lastVersion(migrations)) throw new StorageError('newer', 'a journal of a newer version')
  migrate(connection, migrations, schema)
}
