import type { Worker } from 'node:worker_threads'
import { join } from 'node:path'
import { createAccounts } from './accounts'
import type { Clock } from './auth/clock'
import { createHasher } from './auth/hasher'
import type { Random } from './auth/secrets'
import { createAccountStore } from './database/account-store'
import { openDatabase } from './database/database'
import { nodeFileSystem } from './database/file-system'
import { loadSql } from './database/sql'
import { StorageError } from './database/storage-error'
import { serve } from './ipc'
import type { Policy } from './policy'
import { openDesktop, type Paths } from './shell/desktop'
import type { Home } from './shell/guards'
import { beforeEnd, dataFolder, leave, logUncaught, onWake, quitWithWindow, ready, requestLock } from './shell/life'
import { createLog } from './shell/log'
import { prepare } from './shell/prepare'
import { watchSession } from './shell/session-watch'
import { claimFolder } from './shell/single-instance'
import type { Timers } from './shell/timers'

/** The world Latchkey runs in. `main/index.ts` hands in the real one, the tests another. */
export type StartDeps = {
  home: Home
  paths: Paths
  clock: Clock
  timers: Timers
  random: Random
  policy: Policy
  createPasswordWorker: () => Worker
  readWasm: () => Promise<Uint8Array>
}

/** Wires every room and opens the window. Everything up to the first `await` must stay before it (shell/prepare.ts). */
export async function start(deps: StartDeps): Promise<void> {
  const { home, paths, clock, timers, random, policy } = deps
  prepare(home)
  const folder = dataFolder()
  const claim = () => claimFolder(folder, requestLock)
  let claimed = claim()
  if (claimed === 'taken') return leave(0)

  const log = createLog({
    file: join(folder, 'logs', 'latchkey.log'),
    maxBytes: policy.logMaxBytes,
    now: () => clock.now(),
  })
  logUncaught(log)
  const hasher = createHasher({
    createWorker: deps.createPasswordWorker,
    jobLimitMs: policy.hashingJobLimitMs,
    queueMax: policy.hashingQueueMax,
  })
  const store = createAccountStore(async () => {
    if (claimed !== 'ours') claimed = claim()
    if (claimed !== 'ours')
      throw new StorageError(claimed === 'taken' ? 'locked' : 'readOnly', 'the data folder is not ours')
    const sql = await loadSql(await deps.readWasm())
    return openDatabase({
      folder,
      fs: nodeFileSystem(),
      sql,
      now: () => clock.now(),
      randomId: () => random.uuid(),
      log: (event, detail) => log(event, { ...detail }),
    })
  })
  const opened = store.open()
  const delay = (ms: number) => new Promise<void>((resolve) => void timers.after(ms, resolve))
  const accounts = createAccounts({ store, hasher, random, clock, policy, delay, log })

  await ready()
  const desktop = openDesktop({
    home,
    paths,
    dataFolder: folder,
    timers,
    random,
    log,
    store,
    now: () => clock.now(),
    activity: accounts.calls.activity,
    pageSize: policy.activityMax,
  })
  const look = watchSession({ accounts, desktop })
  serve('auth', accounts.calls, { trusts: desktop.trusts, opened, afterCall: look })
  serve('desktop', desktop.calls, { trusts: desktop.trusts })
  timers.every(policy.sessionCheckMs, look)
  timers.every(policy.housekeepingMs, () => void accounts.housekeeping())
  onWake(look)
  quitWithWindow()
  beforeEnd(async () => {
    await desktop.forgetKey()
    accounts.endSession()
    await hasher.close()
    await store.close()
  })
  await desktop.load()
}
