import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import type { SessionEnded } from '../preload/contract'
import { normaliseEmail } from '../preload/text'
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
import type { Database } from './database/api'
import { openDatabase } from './database/database'
import { createDatabaseHandle, type DatabaseHandle } from './database/database-handle'
import { nodeFileSystem, type FileSystem } from './database/engine/file-system'
import { storeLimits as defaultLimits, type StoreLimits } from './database/engine/limits'
import type { Sql } from './database/engine/sql'
import { createEngineJobs, type DatabaseWorker } from './database/worker/database-worker'
import { createAttempts } from './database/tables/attempts'
import { createAudit } from './database/tables/audit'
import { createBackupCodes } from './database/tables/backup-codes'
import { createEvents } from './database/tables/events'
import { createIssuedCodes } from './database/tables/issued-codes'
import { ensureOwner } from './database/tables/owners'
import { createRegistration } from './database/tables/registration'
import { createUsers } from './database/tables/users'
import { createResetKeys } from './keys/reset-keys'
import { once } from './once'
import { policy as defaultPolicy, type Policy } from './policy'
import type { KeyStore } from './secrets/envelope-encryption'
import { createPendingTwoFactor } from './secrets/pending-two-factor'
import { createTotpSecrets } from './secrets/totp-secrets'
import { createBackgroundTasks, type BackgroundTasks } from './session/background'
import { createCurrentSession } from './session/current-session'
import { createRememberedSession } from './session/remembered-session'
import { createTransfer, type Transfer } from './transfer'

/** Options of the app, of headless use and of the tests. */
export type AccountsOptions = {
  /** The data folder; created if missing. */
  folder: string
  sql: () => Promise<Sql>
  /** Opens files that may come from anywhere, off the main thread. */
  worker: DatabaseWorker
  /** Creates a worker on the built `main/auth/password-worker.ts`, or replaces it. */
  hasher: (() => Worker) | Hasher
  /** Creates a worker on the built `main/backup/age-worker.ts`. Encrypted backups need it. */
  createAgeWorker?: () => Worker
  /** Without one, no session survives a restart. */
  keyStore?: KeyStore
  /** The version of this app, written into each backup. */
  version: string
  policy?: Policy
  storeLimits?: Partial<StoreLimits>
  fs?: FileSystem
  clock?: Clock
  random?: Random
  delay?: (ms: number) => Promise<void>
  log?: Log
  /**
   * Called before each opening of the store. Throws StorageError if another instance uses the
   * folder or it cannot be written; the store then stays closed for that reason.
   */
  claimFolder?: () => void
  /** Reports the progress of an import. */
  onProgress?: (progress: Progress) => void
  /** Reports that a restore ended the session of the window. */
  onSessionEnded?: (ended: SessionEnded) => void
}

/** Latchkey without Electron. */
export type Accounts = BackgroundTasks & {
  /** The calls of `window.auth`. They return outcomes and never throw. */
  calls: Calls
  /** Backup, restore and import; each call takes its dialogs as arguments. */
  transfer: Transfer
  store: DatabaseHandle
  /** Dependencies of the calls, for other code of the main process. */
  deps: CallDeps
  handler: HandlerDeps
  /** Ends a session that is not remembered, writes a last checkpoint and closes the files. */
  close: () => Promise<void>
}

/** Wires the accounts of a folder and starts to open their store; await `store.whenReady()`. */
export function openAccounts(options: AccountsOptions): Accounts {
  const resolved = withDefaults(options)
  const { policy, clock, random, log } = resolved
  const store = openStore(resolved)
  const tables = createTables(store)
  const steadyNow = createSteadyClock(clock)
  const hasher = resolveHasher(resolved)
  const auth = new Auth({ hasher, users: tables.users, random, policy, now: () => clock.now(), steadyNow })
  const session = createSession(resolved, auth, tables)
  const deps: CallDeps = {
    auth,
    tables,
    session,
    secrets: {
      hasher,
      random,
      totpSecrets: createTotpSecrets(resolved.keyStore),
      pendingTwoFactor: createPendingTwoFactor(),
      resetKeys: createResetKeys(),
    },
    time: { clock, steadyNow, delay: resolved.delay },
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
  const backgroundTasks = createBackgroundTasks({
    ...deps,
    store,
    policy,
    logStorageErrors: (doing, run) => logStorageErrors(log, doing, run),
  })
  const transfer = wireTransfer(resolved, deps, store)
  const calls = createCalls(deps, handler)
  return {
    ...backgroundTasks,
    calls: {
      ...calls,
      async deleteAccount(input) {
        const outcome = await calls.deleteAccount(input)
        if (outcome.ok && !tables.users.hasUsers()) await transfer.removeAutomaticBackups()
        return outcome
      },
    },
    transfer,
    store,
    deps,
    handler,
    async close() {
      backgroundTasks.endSession()
      await hasher.close()
      await store.close()
    },
  }
}

type ResolvedOptions = ReturnType<typeof withDefaults>

function withDefaults(options: AccountsOptions) {
  return {
    keyStore: noKeyStore,
    policy: defaultPolicy,
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

/** Starts to open the store. Using it before it is open throws StorageError. */
function openStore({
  folder,
  fs,
  sql,
  worker,
  clock,
  random,
  log,
  storeLimits,
  claimFolder,
}: ResolvedOptions): DatabaseHandle {
  const store = createDatabaseHandle(async () => {
    claimFolder()
    const database = await openDatabase({
      folder,
      fs,
      sql: await sql(),
      jobs: createEngineJobs(worker),
      now: () => clock.now(),
      randomId: () => random.uuid(),
      log: (event, detail) => log(event, { ...detail }),
      limits: storeLimits,
    })
    logStorageErrors(log, 'choosing an owner', () => chooseOwner(database, clock.now()))
    // The keys that belong to these tokens were in memory only.
    logStorageErrors(log, 'voiding reset tokens', () => createUsers(database).clearResetTokens())
    return database
  })
  void store.open()
  return store
}

/** A change of the store by hand may have left no owner. */
function chooseOwner(database: Database, at: number): void {
  database.transaction(() => {
    const email = ensureOwner(database)
    if (email !== null) createAudit(database).add({ at, act: 'madeOwner', actor: null, target: normaliseEmail(email) })
  })
}

function createTables(store: DatabaseHandle): Tables {
  return {
    users: createUsers(store),
    attempts: createAttempts(store),
    events: createEvents(store),
    backupCodes: createBackupCodes(store),
    issuedCodes: createIssuedCodes(store),
    registration: createRegistration(store),
    audit: createAudit(store),
    transaction: (run) => store.transaction(run),
  }
}

function resolveHasher({ hasher, policy }: ResolvedOptions): Hasher {
  if (typeof hasher !== 'function') return hasher
  return createHasher({
    createWorker: hasher,
    jobLimitMs: policy.hashingJobLimitMs,
    queueMax: policy.hashingQueueMax,
  })
}

function createSession({ folder, keyStore, random, clock, policy, log }: ResolvedOptions, auth: Auth, tables: Tables) {
  const remembered = createRememberedSession(join(folder, 'session.vault'), keyStore, random)
  const current = createCurrentSession({ auth, clock, policy, expire: (userId) => end(userId, 'sessionExpired') })

  /** Ends the session even if storage fails: only `current` and `remembered` know its id. */
  function end(userId: number, event: 'sessionExpired' | 'loggedOut'): void {
    logStorageErrors(log, 'ending a session', () =>
      tables.transaction(() => {
        auth.destroySession(userId)
        tables.events.add(userId, clock.now(), event, 'done')
      }),
    )
    remembered.forget()
  }

  /** Locks before it writes: a full disk must not keep the window open. */
  function lock(userId: number): void {
    current.lock()
    // A restart must not open a locked session without the password.
    remembered.forget()
    logStorageErrors(log, 'recording a lock', () =>
      tables.transaction(() => {
        tables.users.updateUser(userId, { keptSlot: null })
        tables.events.add(userId, clock.now(), 'locked', 'done')
      }),
    )
  }

  return { current, remembered, end, lock } satisfies WindowSession
}

function wireTransfer(options: ResolvedOptions, accounts: CallDeps, store: DatabaseHandle): Transfer {
  const { policy, createAgeWorker = noAgeWorker } = options
  return createTransfer({
    ...options,
    accounts,
    store,
    age: createAge({ createWorker: createAgeWorker, jobLimitMs: policy.ageJobLimitMs }),
    storeLimits: { ...defaultLimits, ...options.storeLimits },
  })
}

const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() }

const systemRandom: Random = { uuid: () => randomUUID(), bytes: (count) => randomBytes(count) }

const noKeyStore: KeyStore = {
  isProtected: () => Promise.resolve(false),
  wrap: () => Promise.reject(new Error('no key store')),
  unwrap: () => Promise.reject(new Error('no key store')),
}

function noAgeWorker(): never {
  throw new Error('no worker for encrypted backups was given')
}
