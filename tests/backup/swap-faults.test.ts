import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../main/database/database'
import type { OpenedDatabase } from '../../main/database/api'
import { createDatabaseHandle, type DatabaseHandle } from '../../main/database/database-handle'
import type { FileSystem } from '../../main/database/engine/file-system'
import { storeLimits } from '../../main/database/engine/limits'
import { stageFiles, swapFiles, unusedBase } from '../../main/database/transfer/replace-files'
import { toSlice } from '../../main/database/worker/buffers'
import { createEngineJobs } from '../../main/database/worker/database-worker'
import { runJob } from '../../main/database/worker/jobs'
import { Crash, createFaultFileSystem, faults, type Fault } from '../support/fault-file-system'
import { createTrackedSql } from '../support/fault-scenario'
import { inProcessWorker } from '../support/in-process-worker'
import { createMemoryDisk, type MemoryDisk } from '../support/memory-disk'
import { seeded } from '../support/seeded'
import { addAccount, emails } from '../support/store'

/**
 * Replaces the accounts while each file-system call fails in turn, as a restore and an import do.
 * Then kills the process or cuts the power, and opens what is on the disk.
 */

const folderPath = '/disk'
const limits = { ...storeLimits, journalPreallocateBytes: 1000, renamePauseMs: 0 }
const before = ['old-0', 'old-1', 'old-2', 'old-3']
let ids = 0
const uuid = () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`

type TrackedSql = Awaited<ReturnType<typeof createTrackedSql>>

function open(fs: FileSystem, sql: TrackedSql): Promise<OpenedDatabase> {
  const jobs = createEngineJobs(inProcessWorker(sql))
  return openDatabase({
    folder: folderPath,
    fs,
    sql,
    jobs,
    limits,
    randomId: uuid,
    now: () => 0,
    log: () => undefined,
  })
}

/** Four accounts: two in the snapshot, one in each of two journals. */
async function startingDisk(): Promise<MemoryDisk> {
  const disk = createMemoryDisk()
  const sql = await createTrackedSql()
  const store = await open(disk, sql)
  addAccount(store, 'old-0')
  addAccount(store, 'old-1')
  await store.checkpoint()
  addAccount(store, 'old-2')
  await store.checkpoint()
  addAccount(store, 'old-3')
  sql.closeAll()
  disk.killProcess()
  return disk
}

/** Adds the account `new` by a replacement of the whole database. */
function replace(handle: DatabaseHandle, fs: FileSystem, sql: TrackedSql): Promise<boolean> {
  const folder = { fs, path: folderPath }
  return handle.replace(async (current) => {
    if (!current) throw new Error('no current database')
    const identity = { timelineId: uuid(), sequence: unusedBase(folder) }
    const accounts = [toSlice([{ email: 'new', hashedPassword: 'x', recoveryKeyHash: null }])]
    const input = { current: current.bytes, accounts, at: 1, identity, actor: 'old-0' }
    const { bytes } = runJob(sql, 'insertImported', input, () => undefined)
    const copy = { name: 'accounts.copy.db', bytes }
    const staged = await stageFiles(folder, { bytes, identity, copy }, limits)
    const swap = { replaced: current.timelineId, at: 0, limits, log: () => undefined }
    return {
      confirm: () => true,
      async swap(isOurs) {
        await swapFiles(folder, staged, { ...swap, isOurs })
      },
    }
  })
}

type Run = {
  result: 'replaced' | 'refused' | 'died'
  acknowledged: string[]
  inFlight: string[]
  notice: string | null
}

async function runOn(fs: FileSystem): Promise<Run> {
  const sql = await createTrackedSql()
  const run: Run = { result: 'died', acknowledged: [], inFlight: [], notice: null }
  try {
    const handle = createDatabaseHandle(() => open(fs, sql))
    await handle.open()
    await handle.open()
    run.result = await replace(handle, fs, sql).then(
      () => 'replaced' as const,
      () => 'refused' as const,
    )
    await handle.open()
    run.notice = handle.notice()?.recovered ?? null
    run.inFlight = ['after']
    addAccount(handle, 'after')
    run.acknowledged = ['after']
  } catch {
    // A crash, or a change that was refused because of the fault.
  } finally {
    sql.closeAll()
  }
  return run
}

async function contentOf(fs: FileSystem): Promise<{ emails: unknown[]; notice: string | null }> {
  const sql = await createTrackedSql()
  try {
    const store = await open(fs, sql)
    return { emails: emails(store), notice: store.notice?.recovered ?? null }
  } finally {
    sql.closeAll()
  }
}

/** Journals of another timeline than the snapshot's, and the note of a replacement. */
function remainsOfOld(disk: MemoryDisk): string[] {
  const snapshot = Buffer.from(disk.bytes('accounts.db') ?? [])
  return disk.names().filter((name) => {
    if (!name.endsWith('.journal')) return name.includes('replaced')
    const timelineId = Buffer.from(disk.bytes(name) ?? []).subarray(12, 12 + uuid().length)
    return !snapshot.includes(timelineId)
  })
}

/** What the next start may find. */
function allowed({ result, acknowledged, inFlight }: Run, dead: boolean): string[] {
  const swapped = [...before, 'new']
  const bases = dead ? [before, swapped] : [result === 'replaced' ? swapped : before]
  const later = acknowledged.length > 0 ? [acknowledged] : [[], inFlight]
  return bases.flatMap((base) => later.map((more) => [...base, ...more].join()))
}

const start = await startingDisk()
const dryRun = createFaultFileSystem(start.copy())
await runOn(dryRun)

describe('a replacement of the database', () => {
  test('is found whole at the next start', async () => {
    const disk = start.copy()
    const run = await runOn(disk)
    expect(run).toMatchObject({ result: 'replaced', acknowledged: ['after'], notice: null })
    expect(await contentOf(disk)).toEqual({ emails: [...before, 'new', 'after'], notice: null })
    expect(disk.names()).toEqual(expect.not.arrayContaining([expect.stringMatching(/staged|aside|replaced/)]))
  })

  test.each(faults)(
    'with a fault (%s) at any file-system call is done as a whole or not at all, and reports nothing lost',
    async (fault: Fault) => {
      for (const call of dryRun.calls.keys()) {
        const disk = start.copy()
        const fs = createFaultFileSystem(disk)
        fs.failAt(call, fault)
        const run = await runOn(fs)
        const what = `${fault} at #${call} ${dryRun.calls[call] ?? ''}: ${run.result}`
        expect(run.notice, what).toBeNull()
        const killed = disk.copy()
        disk.cutPower(seeded(call))
        for (const [how, remains] of [
          ['kill', killed],
          ['power cut', disk],
        ] as const) {
          const found = await contentOf(remains)
          expect(allowed(run, fs.dead), `${what}, ${how}`).toContain(found.emails.join())
          expect([null, 'tornTail'], `${what}, ${how}`).toContain(found.notice)
          if (found.emails.includes('new')) expect(remainsOfOld(remains), `${what}, ${how}`).toEqual([])
        }
      }
    },
    120_000,
  )
})

describe('a replacement on Windows while another program holds accounts.db open', () => {
  const heldOpen = (disk: MemoryDisk, times: number): FileSystem => {
    let left = times
    return {
      ...disk,
      platform: 'win32',
      renameSync(from, to) {
        if (to === `${folderPath}/accounts.db` && left > 0) {
          left -= 1
          throw Object.assign(new Error('held open'), { code: 'EPERM' })
        }
        disk.renameSync(from, to)
      },
    }
  }

  test('tries again', async () => {
    const disk = start.copy()
    expect(await runOn(heldOpen(disk, limits.renameTries - 1))).toMatchObject({ result: 'replaced' })
    expect((await contentOf(disk)).emails).toEqual([...before, 'new', 'after'])
  })

  test('gives up after some tries and changes nothing', async () => {
    const disk = start.copy()
    expect(await runOn(heldOpen(disk, limits.renameTries))).toMatchObject({ result: 'refused' })
    expect((await contentOf(disk)).emails).toEqual([...before, 'after'])
  })
})

test('the errors of a dead process are crashes', () => {
  const fs = createFaultFileSystem(createMemoryDisk())
  fs.failAt(0, 'crash after')
  expect(() => fs.readdirSync(folderPath)).toThrow(Crash)
})
