import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Worker } from 'node:worker_threads'
import { version } from '../package.json'
import type { Clock } from './auth/clock'
import type { Log } from './calls/call'
import { loadSql } from './database/engine/sql'
import { openAccounts, type Accounts } from './open-accounts'
import type { Policy } from './policy'

export type HeadlessOptions = {
  /** The data folder; created if missing. No running app may have it open. */
  folder: string
  /** A worker on the built `main/auth/password-worker.ts`. */
  createPasswordWorker: () => Worker
  policy?: Policy
  clock?: Clock
  log?: Log
}

/**
 * Opens Latchkey in plain Node, without a window: the same calls on the same store. The calls
 * return outcomes and never throw.
 */
export async function openHeadless({ createPasswordWorker, ...options }: HeadlessOptions): Promise<Accounts> {
  const wasm = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm')
  const sql = async () => loadSql(await readFile(wasm))
  const accounts = openAccounts({ ...options, sql, hasher: createPasswordWorker, version })
  await accounts.store.whenReady()
  return accounts
}
