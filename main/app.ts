import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { Clock } from './auth/clock'
import type { Random } from './auth/secrets'
import type { Log } from './calls/call'
import { describeError } from './calls/handler'
import type { StoreLimits } from './database/engine/limits'
import { loadSql } from './database/engine/sql'
import { StorageError } from './database/engine/storage-error'
import { openDesktop, type Paths } from './desktop/desktop'
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

/** The world Latchkey runs in. `main/index.ts` hands in the real one, the tests another. */
export type StartDeps = {
  origin: PageOrigin
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

/** Takes the data folder and opens the app on it. All up to the first `await` must stay before it (desktop/security/prepare.ts). */
export async function start(deps: StartDeps): Promise<void> {
  prepare(deps.origin)
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

/** Opens the accounts and the window on them. The store opens meanwhile; the calls wait for it. */
async function open(world: StartDeps, folder: string, claim: Claim, log: Log): Promise<void> {
  const { timers, policy } = world
  const accounts = openAccounts({
    ...world,
    folder,
    log,
    sql: once(async () => loadSql(await world.readWasm())),
    hasher: world.createPasswordWorker,
    delay: (ms) => new Promise((resolve) => void timers.after(ms, resolve)),
    claimFolder: claimUntilOurs(folder, claim),
    onProgress: (progress) => desktop.send('desktop:progress', progress),
    onSessionEnded: (ended) => desktop.send('auth:sessionEnded', ended),
  })
  await ready()
  const desktop = openDesktop({ ...world, dataFolder: folder, log, accounts })
  const { look, lock } = watchSession({ accounts, desktop })
  const settled = () => accounts.store.whenReady()
  serve('auth', accounts.calls, { trusts: desktop.trusts, settled, afterCall: look })
  serve('desktop', desktop.calls, { trusts: desktop.trusts, afterCall: look })

  timers.every(policy.sessionCheckMs, look)
  timers.every(policy.housekeepingMs, () => void accounts.housekeeping().then(() => accounts.transfer.backUpIfDue()))
  onWake(look)
  onSystemLock(lock)
  quitWithWindow()
  beforeEnd(async () => {
    await desktop.forgetKey()
    await accounts.close()
  })
  await desktop.load()
}

/** The store is opened only while the folder is ours; "Try again" asks for the folder again. */
function claimUntilOurs(folder: string, claim: Claim): () => void {
  let claimed = claim
  return () => {
    if (claimed !== 'ours') claimed = claimFolder(folder, requestLock)
    if (claimed === 'readOnly') throw new StorageError('readOnly', 'the data folder cannot be written')
    if (claimed === 'taken') throw new StorageError('locked', 'another Latchkey uses the data folder')
  }
}
