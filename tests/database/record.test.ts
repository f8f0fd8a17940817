import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { changesOf, encodeRecord, recordAt } from '../../main/database/record'

const changes = [['UPDATE users SET display_name = ? WHERE id = ?', ['Zoé 💡', 1], 1]] as const

test('reads a record as it was written', () => {
  const bytes = encodeRecord('store', 2 ** 40 + 7, 3, changes)
  const record = recordAt(bytes, 0, 'store')
  expect(record).toMatchObject({ sequence: 2 ** 40 + 7, schema: 3, end: bytes.length })
  expect(record && changesOf(record)).toEqual(changes)
})

test('does not take a record of another store for one of its own', () => {
  expect(recordAt(encodeRecord('theirs', 1, 1, changes), 0, 'ours')).toBeNull()
})

test('takes neither zeros nor a record without a payload for a record', () => {
  expect(recordAt(Buffer.alloc(1000), 0, 'store')).toBeNull()
  const empty = encodeRecord('store', 1, 1, changes).subarray(0, 24)
  empty.writeUInt32LE(0, 8)
  empty.writeUInt32LE(crc32(empty.subarray(8), crc32('store')), 4)
  expect(recordAt(empty, 0, 'store')).toBeNull()
})
