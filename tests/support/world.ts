import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare, hash } from 'bcryptjs'
import { Worker } from 'node:worker_threads'
import initSqlJs, { type SqlJsStatic } from 'sql.js'
import { openAccounts, type Accounts, type AccountsOptions } from '../../main/open-accounts'
import type { Clock } from '../../main/auth/clock'
import { HasherBusy, type Hasher } from '../../main/auth/hasher'
import { policy as realPolicy, type Policy } from '../../main/policy'
import { ageWorkerFile } from './build-worker'
import type { AuthBridge, IdleWarning, SessionEnded } from '../../preload/contract'

export type MovableClock = Clock & {
  /** Time passes: both clocks move. */
  advance(ms: number): void
  /** Somebody sets the wall clock; the monotonic one knows nothing of it. */
  shiftWall(change: number): void
}

export type WorldOptions = Pick<AccountsOptions, 'fs' | 'keyStore' | 'random' | 'onProgress' | 'onSessionEnded'> & {
  folder?: string
  policy?: Partial<Policy>
  clock?: MovableClock
  /** Takes the place of bcrypt at a cheap cost; counts are kept either way. */
  hasher?: Hasher
}

export type World = {
  /** The calls, typed as `window.auth`: what the screens talk to, without Electron between. */
  auth: AuthBridge
  accounts: Accounts
  store: Accounts['store']
  clock: MovableClock
  policy: Policy
  folder: string
  /** How many comparisons and hashes bcrypt made. */
  work: { comparisons: number; hashes: number }
  /** How long answers were held back on purpose, in ms. */
  delays: number[]
  logged: { event: string; detail: Record<string, unknown> | undefined }[]
  /** Ends a session that is over, as main's timer does. */
  tick(): SessionEnded | null
  /** The computer locks its screen or goes to sleep. */
  systemLocks(): SessionEnded | null
  /** The app ends and starts again on the same folder, at a later moment of the same clock. */
  restart(): Promise<World>
  /** Opens the folder again as it is on the disk, as after a crash. The world before must not be used any more. */
  kill(): Promise<World>
  close(): Promise<void>
}

/** One call builds the world: the real calls on a real database in a temporary folder, a movable clock, a cheap hash. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'latchkey-'))
  const clock = options.clock ?? createMovableClock()
  const policy = { ...realPolicy, bcryptCost: 4, ...options.policy }
  const work = { comparisons: 0, hashes: 0 }
  const delays: number[] = []
  const logged: World['logged'] = []
  const sql = await (loaded ??= initSqlJs())
  const accounts = openAccounts({
    ...options,
    folder,
    sql: () => Promise.resolve(sql),
    hasher: counted(options.hasher ?? cheapHasher(policy.hashingQueueMax), work),
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
  const again = () => createWorld({ ...options, folder, clock: afterRestart(clock) })

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
      return again()
    },
    kill: again,
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

let loaded: Promise<SqlJsStatic> | undefined

/** A new process has a new monotonic clock; wall time goes on. */
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

/** Real bcrypt in this thread, one job after the other, with the same end to its queue as the worker's. */
function cheapHasher(queueMax: number): Hasher {
  let waiting = 0
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    if (waiting > queueMax) return Promise.reject(new HasherBusy())
    waiting += 1
    const result = turn.then(job).finally(() => (waiting -= 1))
    turn = result.catch(() => undefined)
    return result
  }
  return {
    hash: (password, cost) => inTurn(() => hash(password, cost)),
    compare: (password, hashed) => inTurn(() => compare(password, hashed)),
    full: () => waiting > queueMax,
    close: () => Promise.resolve(),
  }
}

function counted(hasher: Hasher, work: World['work']): Hasher {
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
