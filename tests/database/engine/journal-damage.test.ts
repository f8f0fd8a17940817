import { describe, expect, test } from 'vitest'
import { migrations } from '../../../main/database/engine/migrations'
import { crcSeedOf, encodeRecord } from '../../../main/database/engine/record'
import { lastVersion } from '../../../main/database/engine/schema'
import { journalOf, openWith } from '../../support/damaged-journal'
import { createTrackedSql } from '../../support/fault-scenario'

const sql = await createTrackedSql()
const journal = await journalOf(50, sql)
const { bytes, ends } = journal
const [header = 0] = ends

describe('a journal of 50 records', () => {
  test('cut at any byte, opens to exactly the state after its last intact record', async () => {
    for (let length = header; length <= bytes.length; length += 1) {
      const whole = ends.findLastIndex((end) => end <= length)
      const recovered = ends.includes(length) ? null : 'tornTail'
      expect(await openWith(journal, bytes.subarray(0, length), sql)).toEqual({ records: whole, recovered })
    }
  })

  test('cut within its header, is damaged', async () => {
    for (let length = 0; length < header; length += 1) {
      await expect(openWith(journal, bytes.subarray(0, length), sql)).rejects.toMatchObject({ reason: 'corrupt' })
    }
  })

  test('with a record removed or duplicated, or two records swapped, is damaged', async () => {
    const record = (n: number): Uint8Array => bytes.subarray(ends[n - 1], ends[n])
    const before = bytes.subarray(0, ends[9])
    const after = bytes.subarray(ends[11])
    for (const tenth of [[], [record(10)], [record(10), record(10), record(11)], [record(11), record(10)]]) {
      const changed = Buffer.concat([before, ...tenth, after])
      await expect(openWith(journal, changed, sql)).rejects.toMatchObject({ reason: 'corrupt' })
    }
  })

  test('with a record that contains a query, is damaged: it could run for ever', async () => {
    const timelineId = Buffer.from(bytes.subarray(12, 48)).toString('latin1')
    const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c'
    const change = [`UPDATE users SET shown_failures = (${endless})`, [], 1] as const
    const record = encodeRecord(crcSeedOf(timelineId), 52, lastVersion(migrations), [[...change]])
    await expect(openWith(journal, Buffer.concat([bytes, record]), sql)).rejects.toMatchObject({ reason: 'corrupt' })
  })

  test('detects every flipped byte: before an intact record as damage, in the last record as a torn tail', async () => {
    const last = ends.at(-2) ?? 0
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = bytes.slice()
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8))
      const opened = openWith(journal, flipped, sql)
      if (at < last) await expect(opened).rejects.toMatchObject({ reason: 'corrupt' })
      else expect(await opened).toEqual({ records: 49, recovered: 'tornTail' })
    }
  })
})
