import { crc32 } from 'node:zlib'
import type { SqlValue } from '../api'

/**
 * The frame of one committed transaction. All numbers little-endian:
 *
 *     0  4  magic: FF 'L' 'K' 'R'; UTF-8 never contains FF, so no payload contains the magic
 *     4  4  CRC32 of the timeline id, then of everything from byte 8 to the end
 *     8  4  length of the payload, above 0, so that zeros are not a record
 *    12  8  sequence number
 *    20  4  schema version
 *    24  …  payload: JSON, UTF-8: [[sql, [parameters], rows changed], …]
 */
export type StoredRecord = { sequence: number; schema: number; payload: Buffer; end: number }

export type Change = readonly [sql: string, params: readonly JsonValue[], rows: number]

type JsonValue = string | number | null | { base64: string }

const magic = 0x524b4cff
const headLength = 24

/** The initial CRC of every record: a record of another timeline fails the check. */
export function crcSeedOf(timelineId: string): number {
  return crc32(timelineId)
}

export function encodeRecord(seed: number, sequence: number, schema: number, changes: readonly Change[]): Buffer {
  const payload = JSON.stringify(changes)
  const length = Buffer.byteLength(payload)
  const bytes = Buffer.allocUnsafe(headLength + length)
  bytes.writeUInt32LE(magic, 0)
  bytes.writeUInt32LE(length, 8)
  writeSequence(bytes, sequence, 12)
  bytes.writeUInt32LE(schema, 20)
  bytes.write(payload, headLength)
  bytes.writeUInt32LE(crc32(bytes.subarray(8), seed), 4)
  return bytes
}

/** The record at `at`, or null if there is no intact record of this timeline. */
export function recordAt(bytes: Buffer, at: number, seed: number): StoredRecord | null {
  if (at + headLength > bytes.length || bytes.readUInt32LE(at) !== magic) return null
  const length = bytes.readUInt32LE(at + 8)
  const end = at + headLength + length
  if (length === 0 || end > bytes.length) return null
  if (crc32(bytes.subarray(at + 8, end), seed) !== bytes.readUInt32LE(at + 4)) return null
  return {
    sequence: readSequence(bytes, at + 12),
    schema: bytes.readUInt32LE(at + 20),
    payload: bytes.subarray(at + headLength, end),
    end,
  }
}

/** Whether there is an intact record of this timeline anywhere after `from`. */
export function recordFollows(bytes: Buffer, from: number, seed: number): boolean {
  const pattern = Buffer.alloc(4)
  pattern.writeUInt32LE(magic)
  for (let at = bytes.indexOf(pattern, from); at !== -1; at = bytes.indexOf(pattern, at + 1)) {
    if (recordAt(bytes, at, seed)) return true
  }
  return false
}

/** The statements of a record. The CRC has been checked, so the JSON has the expected shape. */
export function changesOf(record: StoredRecord): Change[] {
  return JSON.parse(record.payload.toString('utf8')) as Change[]
}

/**
 * Converts parameters to JSON values; `fromJson` converts them back. Throws for NaN and Infinity,
 * which JSON would silently turn into null.
 */
export function toJson(params: readonly SqlValue[]): JsonValue[] {
  return params.map((value) => {
    if (value instanceof Uint8Array) return { base64: Buffer.from(value).toString('base64') }
    if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('a parameter is not a finite number')
    return value
  })
}

export function fromJson(params: readonly JsonValue[]): SqlValue[] {
  return params.map((value) =>
    typeof value === 'object' && value !== null ? new Uint8Array(Buffer.from(value.base64, 'base64')) : value,
  )
}

/** Up to 2^53, the exact integers of JavaScript. */
export function writeSequence(bytes: Buffer, sequence: number, at: number): void {
  bytes.writeUInt32LE(sequence >>> 0, at)
  bytes.writeUInt32LE(Math.floor(sequence / 2 ** 32), at + 4)
}

export function readSequence(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at + 4) * 2 ** 32 + bytes.readUInt32LE(at)
}
