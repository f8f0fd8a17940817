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
import { seeded } from './seeded'
import { addAccount, emails } from './store'

/** Steps of a run: a number adds that many accounts, one commit each. At the end the process is killed. */
export type Step = number | 'checkpoint' | 'restart'

export type Run = {
  /** What was acknowledged, in order. */
  kept: string[]
  /** Answered with a StorageError, in order. */
  refused: string[]
  /** Under way when the process died. */
  inFlight: string | null
}

export type Beginning = (disk: MemoryDisk) => Promise<Run>
export type Scenario = { disk: MemoryDisk; run: Run; steps: readonly Step[] }

const nothing = (): Run => ({ kept: [], refused: [], inFlight: null })

/** What the first open of a scenario finds. */
export const beginnings = {
  nothing: () => Promise.resolve(nothing()),
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
    const run = await runSteps(disk, [2, 'checkpoint', 1], nothing())
    const bytes = Buffer.from(disk.bytes('accounts.db') ?? [])
    for (const counter of [24, 92]) bytes.writeUInt32BE(7, counter)
    disk.put('accounts.db', bytes)
    return run
  },
} satisfies Record<string, Beginning>

/** A disk in that state, and what is to be done on it. */
export async function createScenario(begin: Beginning, steps: readonly Step[]): Promise<Scenario> {
  const disk = createMemoryDisk()
  return { run: await begin(disk), disk, steps }
}

/** The numbers of the file-system calls at which a fault differs from every other. Half a call is half a write. */
export async function callsFor(fault: Fault, { disk, run, steps }: Scenario): Promise<number[]> {
  const fs = createFaultFileSystem(disk.copy())
  await runSteps(fs, steps, structuredClone(run))
  const partial = fault === 'full' || fault === 'crash within'
  return [...fs.calls.keys()].filter((call) => !partial || fs.calls[call] === 'write')
}

/** Plays a scenario, on a copy of its disk, in which one file-system call goes wrong. */
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

/** What is wrong with the disk after a run, once the process was killed and once the power went: nothing, if all is well. */
export async function findings(disk: MemoryDisk, run: Run, seed: number): Promise<string[]> {
  const killed = await problems(disk.copy(), run)
  disk.cutPower(seeded(seed))
  const powerless = await problems(disk, run)
  return [...killed.map((problem) => `killed: ${problem}`), ...powerless.map((problem) => `power cut: ${problem}`)]
}

/** Everything acknowledged must be there, in order, and at most the change under way when the process died. */
async function problems(disk: MemoryDisk, { kept, inFlight }: Run): Promise<string[]> {
  const { emails: found, integrity } = await readBack(disk)
  const rest = found.slice(kept.length)
  return [
    found.slice(0, kept.length).join() !== kept.join() && `kept ${kept.join()} but found ${found.join()}`,
    (rest.length > 1 || (rest.length === 1 && rest[0] !== inFlight)) && `too much: ${rest.join()}`,
    integrity !== 'ok' && `integrity: ${String(integrity)}`,
  ].filter((problem) => problem !== false)
}

/** Does the steps, and checks after each refusal that memory is as it was before. */
async function runSteps(fs: FileSystem, steps: readonly Step[], run: Run): Promise<Run> {
  const sql = await ownSql()
  try {
    let store = await openTwice(fs, sql)
    for (const step of steps) {
      if (step === 'checkpoint') await store.checkpoint()
      else if (step === 'restart') {
        await store.close()
        store = await openTwice(fs, sql)
      } else for (let n = 0; n < step; n += 1) addOne(store, run)
    }
  } catch (error) {
    if (!(error instanceof Crash) && !(error instanceof StorageError && error.cause instanceof Crash)) throw error
  } finally {
    sql.closeAll()
  }
  return run
}

/** Two accounts in the snapshot, one each in two journals; then the process dies. */
async function killedRun(disk: MemoryDisk): Promise<Run> {
  const run = nothing()
  const sql = await ownSql()
  const store = await openOn(disk, sql)
  for (const step of [2, 'checkpoint', 1, 'checkpoint', 1] as const) {
    if (step === 'checkpoint') await store.checkpoint()
    else for (let n = 0; n < step; n += 1) addOne(store, run)
  }
  sql.closeAll()
  disk.killProcess()
  return run
}

/** What the store holds now, opened without faults; that it takes changes again, it shows by taking one. */
async function readBack(fs: FileSystem): Promise<{ emails: unknown[]; integrity: unknown }> {
  const sql = await ownSql()
  try {
    const store = await openOn(fs, sql)
    const integrity = store.get('SELECT * FROM pragma_integrity_check')?.[0]
    const found = emails(store)
    addAccount(store, 'afterwards@example.com')
    return { emails: found, integrity }
  } finally {
    sql.closeAll()
  }
}

function addOne(store: OpenedDatabase, run: Run): void {
  const email = `person-${run.kept.length + run.refused.length}@example.com`
  run.inFlight = email
  try {
    addAccount(store, email)
    run.kept.push(email)
  } catch (error) {
    if (!(error instanceof StorageError) || error.cause instanceof Crash) throw error
    run.refused.push(email)
    const held = emails(store).join()
    if (held !== run.kept.join()) throw new Error(`memory is not as before the call: ${held}`, { cause: error })
  }
  run.inFlight = null
}

/** A fault at open is a Store problem; "Try again" must work once its cause is gone. */
async function openTwice(fs: FileSystem, sql: SqlJsStatic): Promise<OpenedDatabase> {
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
  const limits = { journalAheadBytes: 1000 }
  return openDatabase({ folder: '/disk', fs, sql, limits, randomId, now: () => 0, log: () => undefined })
}

/** sql.js that can be told to free what a "dead" process left in its memory. */
export async function ownSql(): Promise<SqlJsStatic & { closeAll(): void }> {
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
