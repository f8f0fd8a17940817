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
import { readSequence, recordAt, recordFollows, seedOf, writeSequence } from './record'
import type { StoredRecord } from './record'
import { StorageError, toStorageError } from './storage-error'

/**
 * What a journal says of itself. It belongs to the snapshot of the same store whose sequence number is `base`, and goes
 * on where an older journal had reached `after`: whatever stands behind that in the older one is void. `snapshotCrc`
 * tells a damaged snapshot from a sound one.
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
  /** Bytes of header and records. */
  size(): number
  /** Writes and syncs a record. On an error it is cut off again. */
  append(record: Uint8Array): void
  /** Takes the last record back, durably. */
  truncateLast(): void
  /** Set when a sync or a cutting-back failed: what stands in the file is no longer known, so nothing more may be appended. */
  poisoned(): StorageError | null
  close(): void
}

const magic = Buffer.from('LATCHKEY', 'latin1')
const format = 1
const timelineIdLength = 40
/*
 *     0   8  magic 'LATCHKEY'
 *     8   4  format, 1
 *    12  40  store id, padded with zeros
 *    52   8  base
 *    60   8  after
 *    68   4  schema version
 *    72   8  length of the snapshot
 *    80   4  CRC32 of the snapshot
 *    84   4  CRC32 of bytes 0 to 83
 */
const headerLength = 88

export const emptyJournal = { end: headerLength, tail: 'clean' } as const

/** Makes an empty journal, whole and durable under its name before this returns. */
export function createJournal(folder: Folder, header: JournalHeader): void {
  writeNewFile(folder, temporaryJournalName, encodeHeader(header))
  renameFile(folder, temporaryJournalName, journalName(header.base))
  syncFolder(folder)
}

/** Reads the header only. Throws `corrupt` for what is no journal of ours. */
export function readJournalHeader(folder: Folder, base: number, limits: StoreLimits): JournalHeader {
  const name = journalName(base)
  const size = fileStatus(folder, name)?.size ?? 0
  const header = decodeHeader(readBytes(folder, name, Math.min(size, headerLength)))
  if (header?.base === base) return header
  copyDamagedJournal(folder, base, limits)
  throw new StorageError('corrupt', `${name} has no valid header`)
}

/** An untouched copy, named after its content, so that trying again makes no second one. */
export function copyDamagedJournal(folder: Folder, base: number, limits: StoreLimits): void {
  try {
    const name = journalName(base)
    const size = fileStatus(folder, name)?.size ?? 0
    if (size > limits.readMaxBytes) return
    const bytes = readBytes(folder, name, size)
    const copy = `${name}.damaged-${crc32(bytes).toString(16).padStart(8, '0')}`
    if (!fileStatus(folder, copy)) writeNewFile(folder, copy, bytes)
  } catch {
    // The journal itself stays as it is; on a full or read-only disk there is no copy.
  }
}

/** What a journal holds: its whole records, where they end, and what stands behind them. */
export type JournalContent = { records: StoredRecord[]; end: number; tail: 'clean' | 'torn' | 'damaged' }

/** Reads every record. Zeros behind the last are room written ahead; a torn one was never acknowledged; the rest is damage. */
export function readJournal(folder: Folder, { base, timelineId }: JournalHeader, limits: StoreLimits): JournalContent {
  const name = journalName(base)
  const size = fileStatus(folder, name)?.size ?? 0
  if (size > limits.readMaxBytes) throw new StorageError('corrupt', `${name} is too long`)
  const bytes = readBytes(folder, name, size)
  const seed = seedOf(timelineId)
  const records: StoredRecord[] = []
  let end = headerLength
  for (let record = recordAt(bytes, end, seed); record; record = recordAt(bytes, end, seed)) {
    records.push(record)
    end = record.end
  }
  return { records, end, tail: tailOf(bytes, end, seed) }
}

/** Opens a journal for appending behind `end`. What is torn there is cut off first, durably. */
export function openJournal(
  folder: Folder,
  base: number,
  content: Pick<JournalContent, 'end' | 'tail'>,
  limits: StoreLimits,
): Journal {
  const { fs } = folder
  let { end } = content
  let before = end
  let written = fileStatus(folder, journalName(base))?.size ?? end
  const fd = fs.openSync(join(folder.path, journalName(base)), 'r+')
  let poisoned: StorageError | null = null
  const doubtOnError = (work: () => void, doing: string): void => {
    try {
      work()
    } catch (error) {
      poisoned ??= toStorageError(error, doing)
      throw poisoned
    }
  }

  const cutTo = (length: number): void => {
    end = before = written = length
    doubtOnError(() => {
      fs.ftruncateSync(fd, length)
      fs.fdatasyncSync(fd)
    }, 'cutting the journal back')
  }
  /** Best effort: if there is no room ahead, there may still be room for one record. */
  const writeAhead = (needed: number): void => {
    if (end + needed <= written) return
    written = end
    try {
      const zeros = Buffer.alloc(needed + limits.journalAheadBytes)
      writeAll(fs, fd, zeros, end)
      written = end + zeros.length
    } catch {
      // The record itself says whether it fits.
    }
  }
  const write = (record: Uint8Array): void => {
    writeAhead(record.length)
    writeAll(fs, fd, record, end)
    // Linux marks the pages clean after a failed sync: a second one would say yes without having written anything.
    doubtOnError(() => fs.fdatasyncSync(fd), 'syncing the journal')
  }
  const tryCutTo = (length: number): void => {
    try {
      cutTo(length)
    } catch {
      // Remembered as poisoned.
    }
  }

  if (content.tail === 'torn') tryCutTo(end)
  return {
    base,
    size: () => end,
    append: (record) => {
      if (poisoned) throw poisoned
      try {
        write(record)
      } catch (error) {
        tryCutTo(end)
        throw toStorageError(error, 'writing the journal')
      }
      before = end
      end += record.length
    },
    truncateLast: () => tryCutTo(before),
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
  if (bytes.readUInt32LE(8) !== format) throw new StorageError('newer', 'a journal of another format')
  return {
    timelineId: bytes.toString('latin1', 12, 12 + timelineIdLength).replace(/\0+$/, ''),
    base: readSequence(bytes, 52),
    after: readSequence(bytes, 60),
    schema: bytes.readUInt32LE(68),
    snapshotBytes: readSequence(bytes, 72),
    snapshotCrc: bytes.readUInt32LE(80),
  }
}
