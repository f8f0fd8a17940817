import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import {
  fileStatus,
  journalName,
  readBytes,
  renameFile,
  syncFolder,
  temporaryJournalName,
  writeAll,
  writeNewFile,
} from './files'
import type { Folder } from './files'
import type { StoreLimits } from './limits'
import { readSequence, recordAt, recordFollows, crcSeedOf, writeSequence } from './record'
import type { StoredRecord } from './record'
import { StorageError, toStorageError } from './storage-error'

/**
 * A journal belongs to the snapshot of the same timeline with sequence number `base`. It continues
 * an older journal from record `after`; later records of the older journal are void. `snapshotCrc`
 * detects a damaged snapshot.
 */
export type JournalHeader = {
  timelineId: string
  base: number
  after: number
  schema: number
  snapshotBytes: number
  snapshotCrc: number
}

/** An open journal, ready for the next record. */
export type Journal = {
  readonly base: number
  /** Bytes of header and records, without the preallocated zeros. */
  size(): number
  /** The bytes of the records from this size of the journal on. */
  recordsFrom(size: number): Uint8Array
  /** Writes and syncs a record. On an error, truncates the journal to its former end and throws. */
  append(record: Uint8Array): void
  /** Removes the last record, durably. */
  truncateLast(): void
  /** Set when a sync or truncation failed: the content is unknown, so nothing may be appended. */
  poisoned(): StorageError | null
  close(): void
}

const magic = Buffer.from('LATCHKEY', 'latin1')
const format = 1
const timelineIdLength = 40
/*
 *     0   8  magic 'LATCHKEY'
 *     8   4  format, 1
 *    12  40  timeline id, padded with zeros
 *    52   8  base
 *    60   8  after
 *    68   4  schema version
 *    72   8  length of the snapshot
 *    80   4  CRC32 of the snapshot
 *    84   4  CRC32 of bytes 0 to 83
 */
const headerLength = 88

const noRecords = new Uint8Array()

/** The content of a journal that was created with records of this length. */
export const newJournalContent = (recordBytes = 0) => ({ end: headerLength + recordBytes, tail: 'clean' }) as const

/** Creates a journal with these records, complete and durable under its name when this returns. */
export function createJournal(folder: Folder, header: JournalHeader, records: Uint8Array = noRecords): void {
  writeNewFile(folder, temporaryJournalName, Buffer.concat([encodeHeader(header), records]))
  renameFile(folder, temporaryJournalName, journalName(header.base))
  syncFolder(folder)
}

/** Reads only the header. Throws `corrupt` for a file that is not a valid journal. */
export function readJournalHeader(folder: Folder, base: number, limits: StoreLimits): JournalHeader {
  const name = journalName(base)
  const size = fileStatus(folder, name)?.size ?? 0
  const header = decodeHeader(readBytes(folder, name, Math.min(size, headerLength)))
  if (header?.base === base) return header
  copyDamagedJournal(folder, base, limits)
  throw new StorageError('corrupt', `${name} has no valid header`)
}

/** Copies the file under a name derived from its content, so that a retry makes no second copy. */
export function copyDamagedJournal(folder: Folder, base: number, limits: StoreLimits): void {
  try {
    const name = journalName(base)
    const size = fileStatus(folder, name)?.size ?? 0
    if (size > limits.readMaxBytes) return
    const bytes = readBytes(folder, name, size)
    const copy = `${name}.damaged-${crc32(bytes).toString(16).padStart(8, '0')}`
    if (!fileStatus(folder, copy)) writeNewFile(folder, copy, bytes)
  } catch {
    // The journal itself is unchanged; a full or read-only disk allows no copy.
  }
}

/** The intact records of a journal, where they end, and the state of the bytes behind them. */
export type JournalContent = { records: StoredRecord[]; end: number; tail: 'clean' | 'torn' | 'damaged' }

/** A journal from its bytes: header and intact records. Throws `corrupt` without a valid header. */
export function decodeJournal(journal: Uint8Array): { header: JournalHeader; records: StoredRecord[] } {
  const bytes = Buffer.from(journal.buffer, journal.byteOffset, journal.length)
  const header = decodeHeader(bytes)
  if (!header) throw new StorageError('corrupt', 'not a journal')
  return { header, records: recordsIn(bytes, crcSeedOf(header.timelineId)).records }
}

/**
 * Reads every record. Zeros behind the last record are preallocated space. An incomplete record at
 * the end (torn) was usually never acknowledged; damage there looks the same. Anything else is
 * damage.
 */
export function readJournal(folder: Folder, { base, timelineId }: JournalHeader, limits: StoreLimits): JournalContent {
  const name = journalName(base)
  const size = fileStatus(folder, name)?.size ?? 0
  if (size > limits.readMaxBytes) throw new StorageError('corrupt', `${name} is too long`)
  const bytes = readBytes(folder, name, size)
  const seed = crcSeedOf(timelineId)
  const { records, end } = recordsIn(bytes, seed)
  return { records, end, tail: tailOf(bytes, end, seed) }
}

function recordsIn(bytes: Buffer, seed: number): Pick<JournalContent, 'records' | 'end'> {
  const records: StoredRecord[] = []
  let end = headerLength
  for (let record = recordAt(bytes, end, seed); record; record = recordAt(bytes, end, seed)) {
    records.push(record)
    end = record.end
  }
  return { records, end }
}

/** Opens a journal for appending at `end`. Truncates a torn record there first, durably. */
export function openJournal(
  folder: Folder,
  base: number,
  content: Pick<JournalContent, 'end' | 'tail'>,
  limits: StoreLimits,
): Journal {
  const { fs } = folder
  let { end } = content
  let previousEnd = end
  let allocated = fileStatus(folder, journalName(base))?.size ?? end
  const fd = fs.openSync(join(folder.path, journalName(base)), 'r+')
  let poisoned: StorageError | null = null
  const poisonOnError = (work: () => void, doing: string): void => {
    try {
      work()
    } catch (error) {
      poisoned ??= toStorageError(error, doing)
      throw poisoned
    }
  }

  const truncateTo = (length: number): void => {
    end = previousEnd = allocated = length
    poisonOnError(() => {
      fs.ftruncateSync(fd, length)
      fs.fdatasyncSync(fd)
    }, 'truncating the journal')
  }
  /** Best effort: a nearly full disk may still have space for the record itself. */
  const preallocate = (needed: number): void => {
    if (end + needed <= allocated) return
    allocated = end
    try {
      const zeros = Buffer.alloc(needed + limits.journalPreallocateBytes)
      writeAll(fs, fd, zeros, end)
      allocated = end + zeros.length
    } catch {
      // Writing the record shows whether it fits.
    }
  }
  const write = (record: Uint8Array): void => {
    preallocate(record.length)
    writeAll(fs, fd, record, end)
    // After a failed sync Linux marks the pages clean, so a second sync would succeed without
    // writing anything. Never retry it.
    poisonOnError(() => fs.fdatasyncSync(fd), 'syncing the journal')
  }
  const tryTruncateTo = (length: number): void => {
    try {
      truncateTo(length)
    } catch {
      // `truncateTo` has recorded it in `poisoned`.
    }
  }

  if (content.tail === 'torn') tryTruncateTo(end)
  return {
    base,
    size: () => end,
    recordsFrom: (size) => {
      const bytes = Buffer.alloc(end - size)
      let count = 0
      while (count < bytes.length) {
        const read = fs.readSync(fd, bytes, count, bytes.length - count, size + count)
        if (read === 0) throw new StorageError('io', 'the journal is shorter than it was written')
        count += read
      }
      return bytes
    },
    append: (record) => {
      if (poisoned) throw poisoned
      try {
        write(record)
      } catch (error) {
        tryTruncateTo(end)
        throw toStorageError(error, 'writing the journal')
      }
      previousEnd = end
      end += record.length
    },
    truncateLast: () => tryTruncateTo(previousEnd),
    poisoned: () => poisoned,
    close: () => fs.closeSync(fd),
  }
}

function tailOf(bytes: Buffer, end: number, seed: number): JournalContent['tail'] {
  const rest = bytes.subarray(end)
  if (rest.equals(Buffer.alloc(rest.length))) return 'clean'
  return recordFollows(bytes, end, seed) ? 'damaged' : 'torn'
}

function encodeHeader(header: JournalHeader): Buffer {
  const bytes = Buffer.alloc(headerLength)
  magic.copy(bytes)
  bytes.writeUInt32LE(format, 8)
  bytes.write(header.timelineId, 12, timelineIdLength, 'latin1')
  writeSequence(bytes, header.base, 52)
  writeSequence(bytes, header.after, 60)
  bytes.writeUInt32LE(header.schema, 68)
  writeSequence(bytes, header.snapshotBytes, 72)
  bytes.writeUInt32LE(header.snapshotCrc, 80)
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 84)), 84)
  return bytes
}

function decodeHeader(bytes: Buffer): JournalHeader | null {
  if (bytes.length < headerLength || !bytes.subarray(0, 8).equals(magic)) return null
  if (crc32(bytes.subarray(0, 84)) !== bytes.readUInt32LE(84)) return null
  if (bytes.readUInt32LE(8) !== format) throw new StorageError('newer', 'a journal of a different format')
  return {
    timelineId: bytes.toString('latin1', 12, 12 + timelineIdLength).replace(/\0+$/, ''),
    base: readSequence(bytes, 52),
    after: readSequence(bytes, 60),
    schema: bytes.readUInt32LE(68),
    snapshotBytes: readSequence(bytes, 72),
    snapshotCrc: bytes.readUInt32LE(80),
  }
}
