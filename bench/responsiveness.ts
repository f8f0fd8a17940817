import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import initSqlJs from 'sql.js'
import type { LoggedIn } from '../main/calls/call'
import { nodeFileSystem } from '../main/database/engine/file-system'
import { journalBases, journalName } from '../main/database/engine/files'
import { storeLimits } from '../main/database/engine/limits'
import { openAccounts, type Accounts } from '../main/open-accounts'
import { policy } from '../main/policy'
import { ana, valueOf } from '../tests/support/people'
import { round, summary } from './measure'
import type { Row } from './measure'
import { withoutSyncs } from '../tests/support/store'
import { addAccounts, databaseWorker, openOurs, sessionOf } from './stores'
import type { createFolders } from './stores'

type Folders = ReturnType<typeof createFolders>

/** The delays of the event loop during one operation, and while idle for as long, in each round. */
type Measured = { durations: number[]; busy: number[][]; idle: number[][] }
type Measure = <T>(operation: string, run: () => Promise<T>) => Promise<T>

/**
 * How long the event loop of main is blocked while accounts are imported, backed up, restored and
 * checkpointed, with the real workers on a real disk. A window waits that long for any answer.
 */
export async function benchResponsiveness(
  folders: Folders,
  accounts: number,
  passwordWorker: string,
  rounds: number,
): Promise<Row[]> {
  const open = (folder: string) => openWorld(folder, passwordWorker)
  const files = await prepareFiles(folders, accounts, open)
  const operations = new Map<string, Measured>()
  const measure: Measure = async (operation, run) => {
    const measured = operations.get(operation) ?? { durations: [], busy: [], idle: [] }
    operations.set(operation, measured)
    const { value, duration, gaps } = await sample(run)
    measured.durations.push(duration)
    measured.busy.push(gaps)
    measured.idle.push((await sample(() => pause(duration))).gaps)
    return value
  }
  for (let turn = 0; turn < rounds; turn += 1) {
    await withWorld(await open(folders.copy(files.few)), async (world) => {
      await importInto(world, 'import into a new store', files, measure)
    })
    await withWorld(await open(folders.copy(files.many)), async (world) => {
      await importInto(world, 'import into a full store', files, measure)
    })
    const folder = folders.copy(files.many)
    await withWorld(await open(folder), async (world) => {
      await checkpoint(world, folder, accounts, measure)
      await backUpAndRestore(world, folder, accounts, measure)
    })
  }
  return [...operations].flatMap(([operation, measured]) =>
    rowsOf(`${operation}, ${accounts.toLocaleString('en')} accounts`, measured),
  )
}

type Files = { few: string; many: string; seed: string; accounts: number }

/** A store with one account, one with all of them, and a file of the seed with as many others. */
async function prepareFiles(folders: Folders, accounts: number, open: (folder: string) => Promise<Accounts>) {
  const few = folders.next()
  const many = folders.next()
  const seed = join(folders.next(), 'users.db')
  for (const folder of [few, many]) await (await open(folder)).close()
  const ours = await openOurs(many, withoutSyncs())
  addAccounts(ours, 2, accounts)
  await ours.close()
  await writeSeed(seed, accounts)
  return { few, many, seed, accounts } satisfies Files
}

async function writeSeed(file: string, accounts: number): Promise<void> {
  const { Database } = await initSqlJs()
  const database = new Database()
  database.run(`CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, email VARCHAR(250) NOT NULL,
    hashed_password VARCHAR(250) NOT NULL, session_id VARCHAR(250), reset_token VARCHAR(250)); BEGIN`)
  const insert = database.prepare('INSERT INTO users (email, hashed_password) VALUES (?, ?)')
  for (let id = 1; id <= accounts; id += 1) {
    insert.run([`imported-${id}@example.com`, `$2b$12$${String(id).padStart(53, 'x')}`])
  }
  insert.free()
  database.run('COMMIT')
  writeFileSync(file, database.export())
  database.close()
}

/** Opens the accounts of a folder as the app does, and logs in the first of them. */
async function openWorld(folder: string, passwordWorker: string): Promise<Accounts> {
  const sql = await initSqlJs()
  const accounts = openAccounts({
    folder,
    sql: () => Promise.resolve(sql),
    worker: databaseWorker,
    hasher: () => new Worker(passwordWorker),
    version: '1.2.3',
    // The hash of the app takes 0.3 s in its worker, in which main only waits.
    policy: { ...policy, bcryptCost: 4 },
  })
  await accounts.store.whenReady()
  if (!accounts.deps.tables.users.hasUsers()) valueOf(await accounts.calls.register(ana))
  valueOf(await accounts.calls.logIn(ana))
  return accounts
}

async function withWorld(world: Accounts, work: (world: Accounts) => Promise<void>): Promise<void> {
  await work(world)
  await world.close()
}

async function importInto(world: Accounts, name: string, { seed, accounts }: Files, measure: Measure): Promise<void> {
  const { transfer } = world
  const choose = () => Promise.resolve(seed)
  const preview = valueOf(await measure(`preview of an ${name}`, () => transfer.previewImport(choose)))
  const input = { id: preview?.id ?? '', password: ana.password }
  const imported = await measure(name, () =>
    transfer.importAccounts(() => Promise.resolve(null), noKeySheets, callerOf(world), input),
  )
  if (valueOf(imported)?.imported !== accounts) throw new Error('not every account was imported')
}

async function checkpoint(world: Accounts, folder: string, accounts: number, measure: Measure): Promise<void> {
  const { users } = world.deps.tables
  const change = (turn: number) => () => {
    for (let n = 0; n < changesPerCommit; n += 1) {
      const id = 1 + ((turn * changesPerCommit + n) % accounts)
      // The session of the first account is the one that is logged in.
      if (id > 1) users.updateUser(id, { sessionId: sessionOf(id, turn + n + 1), sessionLastUsedAt: n })
    }
  }
  const due = storeLimits.journalDueBytes + storeLimits.journalPreallocateBytes
  for (let turn = 0; journalBytes(folder) <= due; turn += 1) world.store.transaction(change(turn))
  const modified = () => statSync(join(folder, 'accounts.db')).mtimeMs
  const before = modified()
  await measure('checkpoint at idle', () => world.store.checkpointIfDue())
  if (modified() === before) throw new Error('no checkpoint was due')
}

const changesPerCommit = 1000

/** The size of the newest journal: the one before it is kept with the backup. */
function journalBytes(folder: string): number {
  const newest = journalBases({ fs: nodeFileSystem(), path: folder }).at(-1) ?? 0
  return statSync(join(folder, journalName(newest))).size
}

async function backUpAndRestore(world: Accounts, folder: string, accounts: number, measure: Measure): Promise<void> {
  const { transfer } = world
  const path = join(folder, 'saved.db')
  const choose = () => Promise.resolve(path)
  const { password } = ana
  valueOf(await measure('backup', () => transfer.backUp(choose, callerOf(world), { password })))
  await measure('automatic backup', () => transfer.backUpIfDue())
  if (valueOf(await transfer.automaticBackups()).length !== 1) throw new Error('no automatic backup')
  const preview = valueOf(await measure('preview of a restore', () => transfer.previewRestore(choose, {})))
  const input = { id: preview?.id ?? '', password }
  const restored = valueOf(await measure('restore', () => transfer.restore(callerOf(world), input)))
  if (restored.accounts !== accounts) throw new Error('not every account was restored')
}

const noKeySheets = () => ''

function callerOf({ deps }: Accounts): LoggedIn {
  const state = deps.session.current.touch()
  if (!state.active) throw new Error('not logged in')
  return state
}

/**
 * The times between the ticks of an interval of 1 ms, nothing subtracted, while `run` runs. A
 * `monitorEventLoopDelay` would miss a block at the start and at the end: it counts from its first
 * tick to its last.
 */
async function sample<T>(run: () => Promise<T>): Promise<{ value: T; duration: number; gaps: number[] }> {
  const gaps: number[] = []
  const start = performance.now()
  let last = start
  const tick = (): void => {
    const now = performance.now()
    gaps.push(now - last)
    last = now
  }
  const interval = setInterval(tick, 1)
  try {
    const value = await run()
    tick()
    return { value, duration: last - start, gaps }
  } finally {
    clearInterval(interval)
  }
}

/** p50 and p99 of all rounds together; the worst of all. */
function rowsOf(name: string, { durations, busy, idle }: Measured): Row[] {
  const duration = summary(durations)
  const took: Row = { ...empty, name, ours: round(duration.median), spread: round(duration.spread) }
  const delays = Object.entries(statistics).map(([what, statistic]): Row => {
    const [ours, theirs] = [statistic(busy.flat()), statistic(idle.flat())]
    return {
      name: `delay of main ${what}, ${name}`,
      ours: round(ours),
      theirs: round(theirs),
      ratio: round(ours / theirs),
      spread: round(summary(busy.map(statistic)).spread),
      unit: 'ms',
      against: 'idle',
    }
  })
  return [took, ...delays]
}

const empty = { theirs: null, ratio: null, unit: 'ms', against: '-' }

const quantile = (part: number) => (times: number[]) => {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * part) - 1] ?? NaN
}

/**
 * A long block is one tick among thousands of short ones. `p99 of calls` counts every millisecond
 * at which a call could arrive: it waits until the end of the block.
 */
const statistics = {
  p50: quantile(0.5),
  p99: quantile(0.99),
  'p99 of calls': (times: number[]) => quantile(0.99)(times.flatMap(waits)),
  max: quantile(1),
}

const waits = (gap: number) => Array.from({ length: Math.ceil(gap) }, (_, arrived) => gap - arrived)
