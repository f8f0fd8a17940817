import { join } from 'node:path'
import type { Worker, WorkerOptions } from 'node:worker_threads'
import type { Clock } from './auth/clock'
import type { Random } from './auth/secrets'
import type { Log } from './calls/call'
import { describeError } from './calls/handler'
import type { StoreLimits } from './database/engine/limits'
import { loadSql } from './database/engine/sql'
import { StorageError } from './database/engine/storage-error'
import { createDatabaseWorker } from './database/worker/database-worker'
import { openDesktop, type Paths } from './desktop/desktop'
import {
  onWillQuit,
  showStartErrorAndExit,
  dataFolder,
  exitApp,
  logUncaught,
  onSystemLock,
  onWake,
  quitWithWindow,
  ready,
  requestLock,
} from './desktop/lifecycle/app-lifecycle'
import { createLog } from './desktop/lifecycle/log'
import { watchSession } from './desktop/lifecycle/session-watch'
import { claimFolder, type Claim } from './desktop/lifecycle/single-instance'
import type { Timers } from './desktop/lifecycle/timers'
import type { PageOrigin } from './desktop/security/guards'
import { prepare } from './desktop/security/prepare'
import { serve } from './ipc'
import { once } from './once'
import { openAccounts } from './open-accounts'
import type { Policy } from './policy'
import type { KeyStore } from './secrets/envelope-encryption'

/**
 * Everything the app takes from outside. `main/index.ts` passes the real parts; tests pass others.
 */
export type StartDeps = {
  origin: PageOrigin
  paths: Paths
  clock: Clock
  timers: Timers
  random: Random
  policy: Policy
  /** Overrides limits of the store: tests make it checkpoint often. */
  storeLimits?: Partial<StoreLimits>
  createPasswordWorker: () => Worker
  createAgeWorker: () => Worker
  createDatabaseWorker: (options: WorkerOptions) => Worker
  /** The version of this app. */
  version: string
  keyStore: KeyStore
  readWasm: () => Promise<Uint8Array>
}

/**
 * Claims the data folder and opens the app on it. `prepare` must run before the first `await`:
 * Electron accepts its settings only before it is ready.
 */
export async function start(deps: StartDeps): Promise<void> {
  prepare(deps.origin)
  const folder = dataFolder()
  const claim = claimFolder(folder, requestLock)
  if (claim === 'taken') {
    exitApp(0)
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
    showStartErrorAndExit(reference)
  }
}

/** Opens the accounts and their window. Calls wait until the store is open. */
async function open(deps: StartDeps, folder: string, claim: Claim, log: Log): Promise<void> {
  const { timers, policy } = deps
  const accounts = openAccounts({
    ...deps,
    folder,
    log,
    sql: once(async () => loadSql(await deps.readWasm())),
    worker: createDatabaseWorker({
      createWorker: deps.createDatabaseWorker,
      wasm: deps.readWasm,
      jobLimitMs: policy.fileJobLimitMs,
    }),
    hasher: deps.createPasswordWorker,
    delay: (ms) => new Promise((resolve) => void timers.after(ms, resolve)),
    claimFolder: createClaimCheck(folder, claim),
    onProgress: (progress) => desktop.send('desktop:progress', progress),
    onSessionEnded: (ended) => desktop.send('auth:sessionEnded', ended),
  })
  await ready()
  const desktop = openDesktop({ ...deps, dataFolder: folder, log, accounts })
  const { check, lock } = watchSession({ accounts, desktop })
  const whenReady = () => accounts.store.whenReady()
  serve('auth', accounts.calls, { trusts: desktop.trusts, whenReady, afterCall: check })
  serve('desktop', desktop.calls, { trusts: desktop.trusts, afterCall: check })

  timers.every(policy.sessionCheckMs, check)
  timers.every(policy.housekeepingMs, () => void accounts.housekeeping().then(() => accounts.transfer.backUpIfDue()))
  onWake(check)
  onSystemLock(lock)
  quitWithWindow()
  onWillQuit(async () => {
    await desktop.clearCopiedSecret()
    await accounts.close()
  })
  await desktop.load()
}

/** Throws unless this app has claimed the folder. "Try again" in the window claims it anew. */
function createClaimCheck(folder: string, claim: Claim): () => void {
  let claimed = claim
  return () => {
    if (claimed !== 'ours') claimed = claimFolder(folder, requestLock)
    if (claimed === 'readOnly') throw new StorageError('readOnly', 'the data folder cannot be written')
    if (claimed === 'taken') throw new StorageError('locked', 'another Latchkey uses the data folder')
  }
}
