import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { createAccounts, type Accounts } from './open-accounts'
import type { Clock } from './auth/clock'
import { createHasher } from './auth/hasher'
import type { Log } from './calls/handler'
import { createAccountStore } from './database/database-handle'
import { openDatabase } from './database/database'
import { nodeFileSystem } from './database/engine/file-system'
import { loadSql } from './database/engine/sql'
import { policy as ownPolicy, type Policy } from './policy'
import type { KeyStore } from './secrets/envelope-encryption'
import { createSessionVault } from './session/remembered-session'
import { createTwoFactorVault } from './secrets/totp-secrets'

export type HeadlessOptions = {
  /** The data folder; made if it is not there. No app may have it open. */
  folder: string
  /** A worker on the built `main/auth/password-worker.ts`. */
  createPasswordWorker: () => Worker
  policy?: Policy
  clock?: Clock
  log?: Log
}

/** Latchkey in plain Node, without a window: the same calls on the same store. `calls` answer outcomes and never throw. */
export async function openHeadless(options: HeadlessOptions): Promise<Accounts & { close: () => Promise<void> }> {
  const { folder, policy = ownPolicy, clock = systemClock, log = () => undefined } = options
  const random = { uuid: () => randomUUID(), bytes: (count: number) => randomBytes(count) }
  const sql = await loadSql(await readFile(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm')))
  const store = createAccountStore(() =>
    openDatabase({
      folder,
      fs: nodeFileSystem(),
      sql,
      now: () => clock.now(),
      randomId: randomUUID,
      log: (event, detail) => log(event, { ...detail }),
    }),
  )
  await store.open()
  const hasher = createHasher({
    createWorker: options.createPasswordWorker,
    jobLimitMs: policy.hashingJobLimitMs,
    queueMax: policy.hashingQueueMax,
  })
  const vault = createSessionVault(join(folder, 'session.vault'), noKeyStore, random)
  const twoFactorVault = createTwoFactorVault(noKeyStore, random)
  const accounts = createAccounts({ store, hasher, vault, twoFactorVault, random, clock, policy, delay, log })
  const close = async () => {
    accounts.endSession()
    await hasher.close()
    await store.close()
  }
  return { ...accounts, close }
}

const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() }

/** Without Electron nothing asks the system's key store: sessions are not kept, two-factor is not offered. */
const noKeyStore: KeyStore = {
  isReal: () => Promise.resolve(false),
  wrap: () => Promise.reject(new Error('no key store')),
  unwrap: () => Promise.reject(new Error('no key store')),
}
