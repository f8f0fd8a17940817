import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import initSqlJs, { type SqlJsStatic } from 'sql.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OpenedDatabase } from '../../../main/database/api'
import { realWorker } from '../../support/database-worker'
import { addAccount, emails, openStoreIn } from '../../support/store'

let folder: string
let store: OpenedDatabase
let exports: number
let events: string[]

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-copy-'))
  exports = 0
  events = []
  store = await open()
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

/** With the real worker for every copy, and a count of the exports in this thread. */
async function open(): Promise<OpenedDatabase> {
  const sql = await initSqlJs()
  class CountingDatabase extends sql.Database {
    override export(): Uint8Array {
      exports += 1
      return super.export()
    }
  }
  const counting: SqlJsStatic = { ...sql, Database: CountingDatabase }
  const log = (event: string) => void events.push(event)
  return openStoreIn(folder, { sql: counting, worker: realWorker(60_000), limits: { exportMaxBytes: 0 }, log })
}

async function emailsIn(bytes: Uint8Array): Promise<unknown[]> {
  const { Database } = await initSqlJs()
  const database = new Database(bytes)
  try {
    return database.exec('SELECT email FROM users ORDER BY id')[0]?.values.flat() ?? []
  } finally {
    database.close()
  }
}

async function addThreeAndCheckpoint(): Promise<void> {
  for (const email of ['a@x', 'b@x', 'c@x']) addAccount(store, email)
  await store.checkpoint()
  exports = 0
}

test('a large database is copied by the worker, as it was when the copy began', async () => {
  await addThreeAndCheckpoint()
  addAccount(store, 'd@x')
  const position = store.position()
  const copying = store.copy()
  addAccount(store, 'e@x')
  const copy = await copying
  expect(copy.position).toBe(position)
  expect(await emailsIn(copy.bytes)).toEqual(['a@x', 'b@x', 'c@x', 'd@x'])
  expect(exports).toBe(0)
})

test('a checkpoint of a large database leaves this thread free, and keeps what was committed meanwhile', async () => {
  await addThreeAndCheckpoint()
  addAccount(store, 'd@x')
  const checkpoint = store.checkpoint()
  addAccount(store, 'e@x')
  await checkpoint
  expect(exports).toBe(0)
  expect(await emailsIn(readFileSync(join(folder, 'accounts.db')))).toEqual(['a@x', 'b@x', 'c@x', 'd@x'])
  store.discard()
  store = await open()
  expect(emails(store)).toEqual(['a@x', 'b@x', 'c@x', 'd@x', 'e@x'])
  expect(store.notice).toBeNull()
})

test('files that no longer hold the database are not trusted: this thread copies what it has in memory', async () => {
  await addThreeAndCheckpoint()
  const bytes = readFileSync(join(folder, 'accounts.db'))
  writeFileSync(join(folder, 'accounts.db'), bytes.fill(0, bytes.length - 4096))
  addAccount(store, 'd@x')
  expect(await emailsIn((await store.copy()).bytes)).toEqual(['a@x', 'b@x', 'c@x', 'd@x'])
  expect(exports).toBe(1)
  expect(events).toContain('the worker made no copy')
  await store.checkpoint()
  store.discard()
  store = await open()
  expect(emails(store)).toEqual(['a@x', 'b@x', 'c@x', 'd@x'])
})

test('a copy that is unfinished when the store closes is refused', async () => {
  await addThreeAndCheckpoint()
  const copying = store.copy()
  await store.close()
  await expect(copying).rejects.toMatchObject({ name: 'StorageError', reason: 'io' })
})
