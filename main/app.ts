import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { createAccounts } from './open-accounts'
import type { Clock } from './auth/clock'
import { createHasher } from './auth/hasher'
import type { Random } from './auth/secrets'
import { describeError, type Log } from './calls/handler'
import { createAccountStore, type AccountStore } from './database/database-handle'
import { openDatabase } from './database/database'
import { nodeFileSystem } from './database/engine/file-system'
import { storeLimits as limitsOfStore, type StoreLimits } from './database/engine/limits'
import { loadSql, type Sql } from './database/engine/sql'
import { StorageError } from './database/engine/storage-error'
import { createAge } from './backup/age'
import { createMoving } from './transfer'
import { once } from './once'
import type { KeyStore } from './secrets/envelope-encryption'
import { createSessionVault } from './session/remembered-session'
import { createTwoFactorVault } from './secrets/totp-secrets'
import { serve } from './ipc'
import type { Policy } from './policy'
import { limits } from '../preload/contract'
import { openDesktop, type Paths } from './desktop/desktop'
import type { Home } from './desktop/security/guards'
import {
  beforeEnd,
  cannotStart,
  dataFolder,
  leave,
  logUncaught,
  onSystemLock,
  onWake,
  quitWithWindow,
  ready,
  requestLock,
} from './desktop/lifecycle/app-lifecycle'
import { createLog } from './desktop/lifecycle/log'
import { prepare } from './desktop/security/prepare'
import { watchSession } from './desktop/lifecycle/session-watch'
import { claimFolder, type Claim } from './desktop/lifecycle/single-instance'
import type { Timers } from './desktop/lifecycle/timers'

/** The world Latchkey runs in. `main/index.ts` hands in the real one, the tests another. */
export type StartDeps = {
  home: Home
  paths: Paths
  clock: Clock
  timers: Timers
  random: Random
  policy: Policy
  /** Other limits than the store's own: tests make it checkpoint often. */
  storeLimits?: Partial<StoreLimits>
  createPasswordWorker: () => Worker
  createAgeWorker: () => Worker
  /** Of this app. */
  version: string
  keyStore: KeyStore
  readWasm: () => Promise<Uint8Array>
}

/** Takes the data folder and opens the app on it. All up to the first `await` must stay before it (shell/prepare.ts). */
export async function start(deps: StartDeps): Promise<void> {
  prepare(deps.home)
  const folder = dataFolder()
  const claim = claimFolder(folder, requestLock)
  if (claim === 'taken') {
    leave(0)
    return
  }
  const { clock, policy, random } = deps
  const log = createLog({
    file: join(folder, 'logs', 'latchkey.log'),
    maxBytes: policy.logMaxBytes,
    now: () => clock.now(),
  })
  logUncaught(log)
  try {
    await open(deps, folder, claim, log)
  } catch (error) {
    const reference = random.uuid().slice(0, 8)
    log('cannotStart', { reference, ...describeError(error) })
    cannotStart(reference)
  }
}

/** Wires every room and shows the window. The store opens meanwhile; the calls wait for it. */
async function open(deps: StartDeps, dataFolder: string, claim: Claim, log: Log): Promise<void> {
  const { home, paths, clock, timers, random, policy } = deps
  const sql = once(async () => loadSql(await deps.readWasm()))
  const store = storeIn(dataFolder, claim, { ...deps, sql }, log)
  void store.open()
  const hasher = createHasher({
    createWorker: deps.createPasswordWorker,
    jobLimitMs: policy.hashingJobLimitMs,
    queueMax: policy.hashingQueueMax,
  })
  const delay = (ms: number) => new Promise<void>((resolve) => void timers.after(ms, resolve))
  const vault = createSessionVault(join(dataFolder, 'session.vault'), deps.keyStore, random)
  const twoFactorVault = createTwoFactorVault(deps.keyStore, random)
  const accounts = createAccounts({ store, hasher, vault, twoFactorVault, random, clock, policy, delay, log })
  const { activity } = accounts.calls
  const moving = createMoving({
    accounts: accounts.deps,
    store,
    folder: dataFolder,
    fs: nodeFileSystem(),
    sql,
    age: createAge({ createWorker: deps.createAgeWorker, jobLimitMs: policy.ageJobLimitMs }),
    version: deps.version,
    readMaxBytes: limitsOfStore.readMaxBytes,
    importMaxAccounts: policy.importMaxAccounts,
    policy,
    onProgress: (progress) => desktop.tell('desktop:progress', progress),
    onSessionEnded: (ended) => desktop.tell('auth:sessionEnded', ended),
    clock,
    random,
    log,
  })

  await ready()
  const now = () => clock.now()
  const desktop = openDesktop({
    home,
    paths,
    dataFolder,
    timers,
    random,
    log,
    store,
    now,
    monotonic: () => clock.monotonic(),
    heldMessageMs: policy.heldMessageMs,
    activity,
    moving,
    pageSize: limits.activityMax,
  })
  const { look, lock } = watchSession({ accounts, desktop })
  serve('auth', accounts.calls, { trusts: desktop.trusts, settled: () => store.settled(), afterCall: look })
  serve('desktop', desktop.calls, { trusts: desktop.trusts, afterCall: look })

  timers.every(policy.sessionCheckMs, look)
  timers.every(policy.housekeepingMs, () => void accounts.housekeeping().then(() => moving.backUpIfDue()))
  onWake(look)
  onSystemLock(lock)
  quitWithWindow()
  beforeEnd(async () => {
    await desktop.forgetKey()
    accounts.endSession()
    await hasher.close()
    await store.close()
  })
  await desktop.load()
}

/** The account store, opened only while the folder is ours; "Try again" asks for the folder again. */
function storeIn(folder: string, claim: Claim, deps: StartDeps & { sql: () => Promise<Sql> }, log: Log): AccountStore {
  const { clock, random, sql, storeLimits = {} } = deps
  let claimed = claim
  return createAccountStore(async () => {
    if (claimed !== 'ours') claimed = claimFolder(folder, requestLock)
    if (claimed === 'readOnly') throw new StorageError('readOnly', 'the data folder cannot be written')
    if (claimed === 'taken') throw new StorageError('locked', 'another Latchkey uses the data folder')
    return openDatabase({
      folder,
      fs: nodeFileSystem(),
      sql: await sql(),
      now: () => clock.now(),
      randomId: () => random.uuid(),
      log: (event, detail) => log(event, { ...detail }),
      limits: storeLimits,
    })
  })
}
