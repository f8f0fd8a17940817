import { Worker } from 'node:worker_threads'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import initSqlJs from 'sql.js'
import { describe, expect, it } from 'vitest'
import { createDatabaseWorker, type DatabaseWorker } from '../../../main/database/worker/database-worker'
import { fromSlice, type Slice } from '../../../main/database/worker/buffers'
import { realWorker } from '../../support/database-worker'

const empty = new Uint8Array()
const inspect = (worker: DatabaseWorker, signal?: AbortSignal) =>
  worker.run('inspectBackup', { bytes: empty, current: null }, signal && { signal })

/** A worker thread that runs this program in place of ours. */
const running = (program: string, jobLimitMs: number) =>
  createDatabaseWorker({
    createWorker: (options) => new Worker(program, { ...options, eval: true }),
    wasm: () => Promise.resolve(empty),
    jobLimitMs,
  })

const endlessQuery = `
  const { workerData } = require('node:worker_threads')
  require(${JSON.stringify(createRequire(import.meta.url).resolve('sql.js'))})().then((sql) => {
    new sql.Database().exec('WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c')
  })`

describe('the database worker', () => {
  it('ends a job that runs an endless query, while this thread goes on', async () => {
    let turns = 0
    const timer = setInterval(() => (turns += 1), 5)
    await expect(inspect(running(endlessQuery, 500))).rejects.toMatchObject({ name: 'JobStopped', why: 'tooLong' })
    clearInterval(timer)
    expect(turns).toBeGreaterThan(10)
  })

  it('ends a job that fills its memory, while this thread goes on', async () => {
    const filling = 'const all = []; for (;;) all.push({ row: new Array(1000).fill(all.length) })'
    // At the memory limit Node 24 collects garbage until the time limit of the app ends the job.
    const [limitMs, why] = Number.parseInt(process.versions.node) < 24 ? [60_000, 'tooLarge'] : [20_000, 'tooLong']
    await expect(inspect(running(filling, limitMs))).rejects.toMatchObject({ why })
  })

  it('ends a job that is cancelled before or while it runs', async () => {
    await expect(inspect(running(endlessQuery, 60_000), AbortSignal.abort())).rejects.toMatchObject({
      why: 'cancelled',
    })
    const cancel = new AbortController()
    const job = inspect(running(endlessQuery, 60_000), cancel.signal)
    void pause(20).then(() => cancel.abort())
    await expect(job).rejects.toMatchObject({ why: 'cancelled' })
  })

  it('rejects when the thread dies or throws', async () => {
    await expect(inspect(running('process.exit(3)', 60_000))).rejects.toThrow('The database worker ended')
    await expect(inspect(running('throw new Error("broken")', 60_000))).rejects.toThrow('broken')
  })

  it('does the jobs in a thread as in this one, and passes a StorageError on', async () => {
    const worker = realWorker()
    expect(await inspect(worker)).toBeNull()
    const rows: unknown[] = []
    const sql = await initSqlJs()
    const database = new sql.Database()
    database.run("CREATE TABLE users (email, hashed_password); INSERT INTO users VALUES ('a@x', 'h')")
    const input = { bytes: database.export(), maxAccounts: 5 }
    const onReport = (slice: Slice<unknown>) => rows.push(...fromSlice(slice))
    expect(await worker.run('readAccounts', input, { onReport })).toEqual({ refused: null })
    expect(rows).toEqual([{ email: 'a@x', hashedPassword: 'h' }])
    const stamp = { madeAt: 1, version: '1', marker: 'short' }
    await expect(worker.run('makeBackup', { current: empty, stamp })).rejects.toThrow(/no such table/)
  })
})

it('loads SQLite from the bytes that it is given', async () => {
  const wasm = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm')
  expect((await readFile(wasm)).length).toBeGreaterThan(100_000)
})
