import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Worker, WorkerOptions } from 'node:worker_threads'
import { version } from '../package.json'
import type { Clock } from './auth/clock'
import type { Log } from './calls/call'
import { loadSql } from './database/engine/sql'
import { createDatabaseWorker } from './database/worker/database-worker'
import { openAccounts, type Accounts } from './open-accounts'
import { policy as defaultPolicy, type Policy } from './policy'

export type HeadlessOptions = {
  /** The data folder; created if missing. No running app may have it open. */
  folder: string
  /** A worker on the built `main/auth/password-worker.ts`. */
  createPasswordWorker: () => Worker
  /** A worker on the built `main/database/worker/job-worker.ts`, with these options. */
  createDatabaseWorker: (options: WorkerOptions) => Worker
  policy?: Policy
  clock?: Clock
  log?: Log
}

/**
 * Opens Latchkey in plain Node, without a window: the same calls on the same store. The calls
 * return outcomes and never throw.
 */
export async function openHeadless(options: HeadlessOptions): Promise<Accounts> {
  const { createPasswordWorker, createDatabaseWorker: createWorker, policy = defaultPolicy } = options
  const file = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm')
  const wasm = () => readFile(file)
  const sql = async () => loadSql(await wasm())
  const worker = createDatabaseWorker({ createWorker, wasm, jobLimitMs: policy.fileJobLimitMs })
  const accounts = openAccounts({ ...options, sql, worker, hasher: createPasswordWorker, version })
  await accounts.store.whenReady()
  return accounts
}
