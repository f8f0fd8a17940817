import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare, hash } from 'bcryptjs'
import { Worker } from 'node:worker_threads'
import initSqlJs, { type SqlJsStatic } from 'sql.js'
import { openAccounts, type Accounts, type AccountsOptions } from '../../main/open-accounts'
import type { Clock } from '../../main/auth/clock'
import type { Hasher } from '../../main/auth/hasher'
import { HasherBusy } from '../../main/auth/worker-queue'
import { policy as realPolicy, type Policy } from '../../main/policy'
import { ageWorkerFile } from './build-worker'
import { inProcessWorker } from './in-process-worker'
import type { AuthBridge, IdleWarning, SessionEnded } from '../../preload/contract'

export type MovableClock = Clock & {
  /** Advances both clocks. */
  advance(ms: number): void
  /** Sets the wall clock; the monotonic clock is unaffected. */
  shiftWall(change: number): void
}

export type WorldOptions = Pick<AccountsOptions, 'fs' | 'keyStore' | 'random' | 'onProgress' | 'onSessionEnded'> & {
  folder?: string
  policy?: Partial<Policy>
  clock?: MovableClock
  /** Replaces bcrypt at a low cost. Its calls are counted in either case. */
  hasher?: HasherDouble
}

/** Without `deriveKey`, keys are derived by HMAC instead of scrypt. */
export type HasherDouble = Omit<Hasher, 'deriveKey'> & Partial<Pick<Hasher, 'deriveKey'>>

export type World = {
  /** The calls, typed as `window.auth`, without Electron in between. */
  auth: AuthBridge
  accounts: Accounts
  store: Accounts['store']
  clock: MovableClock
  policy: Policy
  folder: string
  /** The number of bcrypt comparisons and hashes. */
  work: { comparisons: number; hashes: number }
  /** The deliberate delays of answers, in ms. */
  delays: number[]
  logged: { event: string; detail: Record<string, unknown> | undefined }[]
  /** Ends an expired session, as main's timer does. */
  tick(): SessionEnded | null
  /** Signals that the computer locks its screen or goes to sleep. */
  systemLocks(): SessionEnded | null
  /** Closes the app and starts it again on the same folder, with the same wall-clock time. */
  restart(): Promise<World>
  /**
   * Opens the folder again as it is on the disk, as after a crash. The previous world must not be
   * used afterwards.
   */
  kill(): Promise<World>
  close(): Promise<void>
}

/**
 * Creates the real calls on a real database in a temporary folder, with a movable clock and a cheap
 * hash.
 */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'latchkey-'))
  const clock = options.clock ?? createMovableClock()
  const policy = { ...realPolicy, bcryptCost: 4, ...options.policy }
  const work = { comparisons: 0, hashes: 0 }
  const delays: number[] = []
  const logged: World['logged'] = []
  const sql = await (sqlJs ??= initSqlJs())
  const accounts = openAccounts({
    ...options,
    folder,
    sql: () => Promise.resolve(sql),
    worker: inProcessWorker(sql),
    hasher: countCalls({ deriveKey: cheapKey, ...(options.hasher ?? cheapHasher(policy.hashingQueueMax)) }, work),
    createAgeWorker: () => new Worker(ageWorkerFile),
    version: '1.2.3',
    clock,
    policy,
    delay: (ms) => Promise.resolve(void delays.push(ms)),
    log: (event, detail) => void logged.push({ event, detail }),
  })
  const { store } = accounts
  await store.whenReady()
  const { ended, warned, bridge } = asBridge(accounts)
  const reopen = () => createWorld({ ...options, folder, clock: afterRestart(clock) })

  return {
    auth: bridge,
    accounts,
    store,
    clock,
    policy,
    folder,
    work,
    delays,
    logged,
    tick() {
      const warning = accounts.idleWarning()
      if (warning) for (const listener of warned) listener(warning)
      const end = accounts.endIfExpired()
      if (end) for (const listener of ended) listener(end)
      return end
    },
    systemLocks() {
      const locked = accounts.lockWithSystem()
      if (locked) for (const listener of ended) listener(locked)
      return locked
    },
    async restart() {
      await accounts.close()
      return reopen()
    },
    kill: reopen,
    async close() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function createMovableClock(start = Date.UTC(2026, 10, 22, 9, 0)): MovableClock {
  let wall = start
  let monotonic = 1000
  return {
    now: () => wall,
    monotonic: () => monotonic,
    advance(ms) {
      wall += ms
      monotonic += ms
    },
    shiftWall(change) {
      wall += change
    },
  }
}

let sqlJs: Promise<SqlJsStatic> | undefined

/** A new process has a new monotonic clock; the wall clock continues. */
function afterRestart(clock: MovableClock): MovableClock {
  return createMovableClock(clock.now())
}

function asBridge({ calls }: Accounts) {
  const ended = new Set<(event: SessionEnded) => void>()
  const warned = new Set<(event: IdleWarning) => void>()
  const subscribe =
    <E>(listeners: Set<(event: E) => void>) =>
    (listener: (event: E) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
  const bridge: AuthBridge = { ...calls, onSessionEnded: subscribe(ended), onIdleWarning: subscribe(warned) }
  return { ended, warned, bridge }
}

/** Real bcrypt in this thread, one job at a time, with the same queue limit as the worker's. */
function cheapHasher(queueMax: number): HasherDouble {
  let waiting = 0
  let turn: Promise<unknown> = Promise.resolve()
  const enqueue = <T>(job: () => Promise<T>): Promise<T> => {
    if (waiting > queueMax) return Promise.reject(new HasherBusy())
    waiting += 1
    const result = turn.then(job).finally(() => (waiting -= 1))
    turn = result.catch(() => undefined)
    return result
  }
  return {
    hash: (password, cost) => enqueue(() => hash(password, cost)),
    compare: (password, hashed) => enqueue(() => compare(password, hashed)),
    isFull: () => waiting > queueMax,
    close: () => Promise.resolve(),
  }
}

/** HMAC instead of scrypt. */
const cheapKey: Hasher['deriveKey'] = (secret, salt) =>
  Promise.resolve(new Uint8Array(createHmac('sha256', salt).update(secret).digest()))

function countCalls(hasher: Hasher, work: World['work']): Hasher {
  return {
    ...hasher,
    hash: (password, cost) => {
      work.hashes += 1
      return hasher.hash(password, cost)
    },
    compare: (password, hashed) => {
      work.comparisons += 1
      return hasher.compare(password, hashed)
    },
  }
}
