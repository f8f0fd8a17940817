import initSqlJs from 'sql.js'
import type { SqlJsStatic } from 'sql.js'
import { openDatabase } from '../../main/database/database'
import type { OpenedDatabase } from '../../main/database/api'
import type { FileSystem } from '../../main/database/engine/file-system'
import { StorageError } from '../../main/database/engine/storage-error'
import { Crash, createFaultFileSystem } from './fault-file-system'
import type { Fault } from './fault-file-system'
import { createMemoryDisk } from './memory-disk'
import type { MemoryDisk } from './memory-disk'
import { createEngineJobs } from '../../main/database/worker/database-worker'
import { inProcessWorker } from './in-process-worker'
import { seeded } from './seeded'
import { addAccount, emails } from './store'

/** Steps of a run. A number adds that many accounts, one commit each. A kill ends the run. */
export type Step = number | 'checkpoint' | 'checkpoint with changes meanwhile' | 'restart'

export type Run = {
  /** Emails of acknowledged changes, in order. */
  acknowledged: string[]
  /** Emails of changes that threw StorageError, in order. */
  refused: string[]
  /** The email of the change in progress when the process died. */
  inFlight: string | null
}

export type InitialState = (disk: MemoryDisk) => Promise<Run>
export type Scenario = { disk: MemoryDisk; run: Run; steps: readonly Step[] }

const emptyRun = (): Run => ({ acknowledged: [], refused: [], inFlight: null })

/** The states of the disk before the first open of a scenario. */
export const initialStates = {
  nothing: () => Promise.resolve(emptyRun()),
  'a kill': (disk) => killedRun(disk),
  'a torn record': async (disk) => {
    const run = await killedRun(disk)
    const journal = disk.names().findLast((name) => name.endsWith('.journal')) ?? ''
    const bytes = disk.bytes(journal) ?? new Uint8Array()
    const end = bytes.findLastIndex((byte) => byte !== 0)
    disk.put(journal, bytes.with(end + 5, 7))
    return run
  },
  'damage to the snapshot': async (disk) => {
    const run = await killedRun(disk)
    const bytes = disk.bytes('accounts.db') ?? new Uint8Array()
    disk.put('accounts.db', bytes.with(5000, 1 + (bytes[5000] ?? 0)))
    return run
  },
  'the loss of the snapshot': async (disk) => {
    const run = await killedRun(disk)
    disk.unlinkSync('accounts.db')
    return run
  },
  'a checkpoint cut off before its rename': async (disk) => {
    const run = await killedRun(disk)
    const renameSync: FileSystem['renameSync'] = (from, to) => {
      if (to.endsWith('accounts.db')) throw new Crash()
      disk.renameSync(from, to)
    }
    await runSteps({ ...disk, renameSync }, ['checkpoint', 1], run)
    return { ...run, inFlight: null }
  },
  'an edit by another program': async (disk) => {
    const run = await runSteps(disk, [2, 'checkpoint', 1], emptyRun())
    const bytes = Buffer.from(disk.bytes('accounts.db') ?? [])
    for (const counter of [24, 92]) bytes.writeUInt32BE(7, counter)
    disk.put('accounts.db', bytes)
    return run
  },
} satisfies Record<string, InitialState>

/** Prepares a disk in this state for the steps. */
export async function createScenario(prepare: InitialState, steps: readonly Step[]): Promise<Scenario> {
  const disk = createMemoryDisk()
  return { run: await prepare(disk), disk, steps }
}

/**
 * The numbers of the calls at which this fault differs from the other faults: the two partial
 * faults differ only at a write.
 */
export async function callsFor(fault: Fault, { disk, run, steps }: Scenario): Promise<number[]> {
  const fs = createFaultFileSystem(disk.copy())
  await runSteps(fs, steps, structuredClone(run))
  const partial = fault === 'full' || fault === 'crash within'
  return [...fs.calls.keys()].filter((call) => !partial || fs.calls[call] === 'write')
}

/** Runs a scenario on a copy of its disk, with a fault at one file-system call. */
export async function runWithFault(
  scenario: Scenario,
  call: number,
  fault: Fault,
): Promise<{ disk: MemoryDisk; run: Run; dead: boolean }> {
  const disk = scenario.disk.copy()
  const fs = createFaultFileSystem(disk)
  fs.failAt(call, fault)
  const run = await runSteps(fs, scenario.steps, structuredClone(scenario.run))
  return { disk, run, dead: fs.dead }
}

/**
 * Checks the disk after a kill, and again after a power cut. Returns the problems; an empty list
 * means success.
 */
export async function findProblems(disk: MemoryDisk, run: Run, seed: number): Promise<string[]> {
  const killed = await problems(disk.copy(), run)
  disk.cutPower(seeded(seed))
  const powerCut = await problems(disk, run)
  return [...killed.map((problem) => `killed: ${problem}`), ...powerCut.map((problem) => `power cut: ${problem}`)]
}

/**
 * Every acknowledged change must exist, in order. In addition only the change in progress at the
 * crash may exist.
 */
async function problems(disk: MemoryDisk, { acknowledged, inFlight }: Run): Promise<string[]> {
  const { emails: stored, integrity } = await readBack(disk)
  const extra = stored.slice(acknowledged.length)
  return [
    stored.slice(0, acknowledged.length).join() !== acknowledged.join() &&
      `kept ${acknowledged.join()} but found ${stored.join()}`,
    (extra.length > 1 || (extra.length === 1 && extra[0] !== inFlight)) && `too much: ${extra.join()}`,
    integrity !== 'ok' && `integrity: ${String(integrity)}`,
  ].filter((problem) => problem !== false)
}

/** Runs the steps. After each refused change, checks that memory is unchanged. */
async function runSteps(fs: FileSystem, steps: readonly Step[], run: Run): Promise<Run> {
  const sql = await createTrackedSql()
  try {
    let store = await openWithRetry(fs, sql)
    for (const step of steps) {
      if (step === 'checkpoint') await store.checkpoint()
      else if (step === 'checkpoint with changes meanwhile') {
        const checkpoint = store.checkpoint()
        for (let n = 0; n < 2; n += 1) addOne(store, run)
        await checkpoint
      } else if (step === 'restart') {
        await store.close()
        store = await openWithRetry(fs, sql)
      } else for (let n = 0; n < step; n += 1) addOne(store, run)
    }
  } catch (error) {
    if (!(error instanceof Crash) && !(error instanceof StorageError && error.cause instanceof Crash)) throw error
  } finally {
    sql.closeAll()
  }
  return run
}

/** Two accounts in the snapshot and one in each of two journals. Then the process dies. */
async function killedRun(disk: MemoryDisk): Promise<Run> {
  const run = emptyRun()
  const sql = await createTrackedSql()
  const store = await openOn(disk, sql)
  for (const step of [2, 'checkpoint', 1, 'checkpoint', 1] as const) {
    if (step === 'checkpoint') await store.checkpoint()
    else for (let n = 0; n < step; n += 1) addOne(store, run)
  }
  sql.closeAll()
  disk.killProcess()
  return run
}

/**
 * Opens the store without faults and returns its content. Also adds an account, to check that the
 * store accepts changes again.
 */
async function readBack(fs: FileSystem): Promise<{ emails: unknown[]; integrity: unknown }> {
  const sql = await createTrackedSql()
  try {
    const store = await openOn(fs, sql)
    const integrity = store.get('SELECT * FROM pragma_integrity_check')?.[0]
    const stored = emails(store)
    addAccount(store, 'afterwards@example.com')
    return { emails: stored, integrity }
  } finally {
    sql.closeAll()
  }
}

function addOne(store: OpenedDatabase, run: Run): void {
  const email = `person-${run.acknowledged.length + run.refused.length}@example.com`
  run.inFlight = email
  try {
    addAccount(store, email)
    run.acknowledged.push(email)
  } catch (error) {
    if (!(error instanceof StorageError) || error.cause instanceof Crash) throw error
    run.refused.push(email)
    const stored = emails(store).join()
    if (stored !== run.acknowledged.join())
      throw new Error(`memory is not as before the call: ${stored}`, { cause: error })
  }
  run.inFlight = null
}

/** A fault at open throws StorageError; a retry must succeed once the cause is gone. */
async function openWithRetry(fs: FileSystem, sql: SqlJsStatic): Promise<OpenedDatabase> {
  try {
    return await openOn(fs, sql)
  } catch (error) {
    if (!(error instanceof StorageError) || error.cause instanceof Crash) throw error
    return openOn(fs, sql)
  }
}

let ids = 0
function openOn(fs: FileSystem, sql: SqlJsStatic): Promise<OpenedDatabase> {
  const randomId = (): string => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`
  const limits = { journalPreallocateBytes: 1000, exportMaxBytes: 0 }
  return openDatabase({
    folder: '/disk',
    fs,
    sql,
    jobs: createEngineJobs(inProcessWorker(sql)),
    limits,
    randomId,
    now: () => 0,
    log: () => undefined,
  })
}

/** A sql.js that can free the databases that a "dead" process left open. */
export async function createTrackedSql(): Promise<SqlJsStatic & { closeAll(): void }> {
  const { Database, Statement } = await initSqlJs()
  const open = new Set<InstanceType<typeof Database>>()
  class TrackedDatabase extends Database {
    constructor(data?: ArrayLike<number> | null) {
      super(data)
      open.add(this)
    }
    override close(): void {
      open.delete(this)
      super.close()
    }
  }
  return {
    Database: TrackedDatabase,
    Statement,
    closeAll: () => {
      for (const database of open) database.close()
    },
  }
}
