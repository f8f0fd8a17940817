import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { changesOf, encodeRecord, recordAt, crcSeedOf } from '../../../main/database/engine/record'

const seed = crcSeedOf('ours')
const changes = [['UPDATE users SET display_name = ? WHERE id = ?', ['Zoé 💡', 1], 1]] as const

test('reads a record as it was written', () => {
  const bytes = encodeRecord(seed, 2 ** 40 + 7, 3, changes)
  const record = recordAt(bytes, 0, seed)
  expect(record).toMatchObject({ sequence: 2 ** 40 + 7, schema: 3, end: bytes.length })
  expect(record && changesOf(record)).toEqual(changes)
})

test('rejects a record of another store', () => {
  expect(recordAt(encodeRecord(crcSeedOf('theirs'), 1, 1, changes), 0, crcSeedOf('ours'))).toBeNull()
})

test('accepts neither zeros nor a record without a payload', () => {
  expect(recordAt(Buffer.alloc(1000), 0, seed)).toBeNull()
  const empty = encodeRecord(seed, 1, 1, changes).subarray(0, 24)
  empty.writeUInt32LE(0, 8)
  empty.writeUInt32LE(crc32(empty.subarray(8), seed), 4)
  expect(recordAt(empty, 0, seed)).toBeNull()
})
