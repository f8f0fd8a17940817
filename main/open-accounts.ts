import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import type { SessionEnded } from '../preload/contract'
import type { Progress } from '../preload/desktop'
import { createAttemptThrottle } from './auth/attempt-throttle'
import { Auth } from './auth/auth'
import { createSteadyClock, type Clock } from './auth/clock'
import { loadCommonPasswords } from './auth/common-passwords'
import { createHasher, type Hasher } from './auth/hasher'
import type { Random } from './auth/secrets'
import { createAge } from './backup/age'
import type { CallDeps, WindowSession, Log, Tables } from './calls/call'
import { createCalls, type Calls } from './calls/calls'
import type { HandlerDeps } from './calls/handler'
import { logStorageErrors } from './calls/steps/log-storage-errors'
import { openDatabase } from './database/database'
import { createDatabaseHandle, type DatabaseHandle } from './database/database-handle'
import { nodeFileSystem, type FileSystem } from './database/engine/file-system'
import { storeLimits as ownLimits, type StoreLimits } from './database/engine/limits'
import type { Sql } from './database/engine/sql'
import { createAttempts } from './database/tables/attempts'
import { createBackupCodes } from './database/tables/backup-codes'
import { createEvents } from './database/tables/events'
import { createUsers } from './database/tables/users'
import { once } from './once'
import { policy as ownPolicy, type Policy } from './policy'
import type { KeyStore } from './secrets/envelope-encryption'
import { createPendingTwoFactor } from './secrets/pending-two-factor'
import { createTotpSecrets } from './secrets/totp-secrets'
import { createBackground, type Background } from './session/background'
import { createCurrentSession } from './session/current-session'
import { createRememberedSession } from './session/remembered-session'
import { createTransfer, type Transfer } from './transfer'

/** What the app, headless use and the tests have in common, and where they differ. */
export type AccountsOptions = {
  /** The data folder; made if it is not there. */
  folder: string
  sql: () => Promise<Sql>
  /** A worker on the built `main/auth/password-worker.ts`, or what takes its place. */
  hasher: (() => Worker) | Hasher
  /** A worker on the built `main/backup/age-worker.ts`; without it no backup is encrypted. */
  createAgeWorker?: () => Worker
  /** Without one, sessions are not kept over a restart and two-factor is not offered. */
  keyStore?: KeyStore
  /** Of this app, written into each backup. */
  version: string
  policy?: Policy
  storeLimits?: Partial<StoreLimits>
  fs?: FileSystem
  clock?: Clock
  random?: Random
  delay?: (ms: number) => Promise<void>
  log?: Log
  /** Asked each time before the store is opened; throws StorageError where the folder is not ours. */
  claimFolder?: () => void
  /** How far an import has come. */
  onProgress?: (progress: Progress) => void
  /** A restore ended the session of the window. */
  onSessionEnded?: (ended: SessionEnded) => void
}

/** Everything of Latchkey that is not Electron. */
export type Accounts = Background & {
  /** `window.auth` without the window. They answer outcomes and never throw. */
  calls: Calls
  /** Backup, restore and import; their dialogs come in as arguments. */
  transfer: Transfer
  store: DatabaseHandle
  /** Dependencies of the calls, for other calls of the trusted side. */
  deps: CallDeps
  handler: HandlerDeps
  /** Ends a session that is not kept, makes a last checkpoint and closes the files. */
  close: () => Promise<void>
}

/** Wires the accounts of a folder and begins to open their store; `store.settled()` waits until it is open. */
export function openAccounts(options: AccountsOptions): Accounts {
  const world = withDefaults(options)
  const { policy, clock, random, log } = world
  const store = openStore(world)
  const tables = createTables(store)
  const steadyNow = createSteadyClock(clock)
  const hasher = createOrTakeHasher(world)
  const auth = new Auth({ hasher, users: tables.users, random, policy, now: () => clock.now(), steadyNow })
  const session = createSession(world, auth, tables)
  const deps: CallDeps = {
    auth,
    tables,
    session,
    secrets: {
      hasher,
      random,
      totpSecrets: createTotpSecrets(world.keyStore, random),
      pendingTwoFactor: createPendingTwoFactor(),
    },
    time: { clock, steadyNow, delay: world.delay },
    limits: {
      policy,
      throttle: createAttemptThrottle({ ...tables, steadyNow, policy }),
      commonPasswords: once(loadCommonPasswords),
    },
    log,
  }
  const handler: HandlerDeps = {
    random,
    log,
    access: { session: session.current, users: tables.users, storeProblem: () => store.problem },
  }
  const background = createBackground({
    ...deps,
    store,
    policy,
    logStorageErrors: (doing, run) => logStorageErrors(log, doing, run),
  })
  return {
    ...background,
    calls: createCalls(deps, handler),
    transfer: wireTransfer(world, deps, store),
    store,
    deps,
    handler,
    async close() {
      background.endSession()
      await hasher.close()
      await store.close()
    },
  }
}

type World = ReturnType<typeof withDefaults>

function withDefaults(options: AccountsOptions) {
  return {
    keyStore: noKeyStore,
    policy: ownPolicy,
    storeLimits: {},
    fs: nodeFileSystem(),
    clock: systemClock,
    random: systemRandom,
    delay: (ms: number) => delay(ms),
    log: () => undefined,
    claimFolder: () => undefined,
    onProgress: () => undefined,
    onSessionEnded: () => undefined,
    ...options,
  } satisfies AccountsOptions
}

/** Begins to open the store; what uses it before is answered with a StorageError. */
function openStore({ folder, fs, sql, clock, random, log, storeLimits, claimFolder }: World): DatabaseHandle {
  const store = createDatabaseHandle(async () => {
    claimFolder()
    return openDatabase({
      folder,
      fs,
      sql: await sql(),
      now: () => clock.now(),
      randomId: () => random.uuid(),
      log: (event, detail) => log(event, { ...detail }),
      limits: storeLimits,
    })
  })
  void store.open()
  return store
}

function createTables(store: DatabaseHandle): Tables {
  return {
    users: createUsers(store),
    attempts: createAttempts(store),
    events: createEvents(store),
    backupCodes: createBackupCodes(store),
    transaction: (run) => store.transaction(run),
  }
}

function createOrTakeHasher({ hasher, policy }: World): Hasher {
  if (typeof hasher !== 'function') return hasher
  return createHasher({
    createWorker: hasher,
    jobLimitMs: policy.hashingJobLimitMs,
    queueMax: policy.hashingQueueMax,
  })
}

function createSession({ folder, keyStore, random, clock, policy, log }: World, auth: Auth, tables: Tables) {
  const remembered = createRememberedSession(join(folder, 'session.vault'), keyStore, random)
  const current = createCurrentSession({ auth, clock, policy, expire: (userId) => end(userId, 'sessionExpired') })

  /** A session must end even where that cannot be written down: only `current` and `remembered` know its id. */
  function end(userId: number, event: 'sessionExpired' | 'loggedOut'): void {
    logStorageErrors(log, 'ending a session', () =>
      tables.transaction(() => {
        auth.destroySession(userId)
        tables.events.add(userId, clock.now(), event, 'done')
      }),
    )
    remembered.forget()
  }

  /** Locks before it writes: a full disk must not leave a window open. */
  function lock(userId: number): void {
    current.lock()
    // What is locked must not open by itself after a restart.
    remembered.forget()
    logStorageErrors(log, 'noting a lock', () => tables.events.add(userId, clock.now(), 'locked', 'done'))
  }

  return { current, remembered, end, lock } satisfies WindowSession
}

function wireTransfer(world: World, accounts: CallDeps, store: DatabaseHandle): Transfer {
  const { policy, createAgeWorker = noAgeWorker } = world
  return createTransfer({
    ...world,
    accounts,
    store,
    age: createAge({ createWorker: createAgeWorker, jobLimitMs: policy.ageJobLimitMs }),
    readMaxBytes: world.storeLimits.readMaxBytes ?? ownLimits.readMaxBytes,
  })
}

const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() }

const systemRandom: Random = { uuid: () => randomUUID(), bytes: (count) => randomBytes(count) }

const noKeyStore: KeyStore = {
  isReal: () => Promise.resolve(false),
  wrap: () => Promise.reject(new Error('no key store')),
  unwrap: () => Promise.reject(new Error('no key store')),
}

function noAgeWorker(): never {
  throw new Error('no worker for encrypted backups was given')
}
