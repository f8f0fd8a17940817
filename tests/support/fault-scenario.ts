import initSqlJs from 'sql.js'
import type { SqlJsStatic } from 'sql.js'
import { openDatabase } from '../../main/database/database'
import type { OpenedDatabase } from '../../main/database/database'
import type { FileSystem } from '../../main/database/file-system'
import { StorageError } from '../../main/database/storage-error'
import { Crash } from './fault-file-system'
import { addAccount, emails } from './store'

/** Steps of a run: a number adds that many accounts, one commit each. */
export type Step = number | 'checkpoint' | 'restart'

export type Run = {
  /** What was acknowledged, in order. */
  kept: string[]
  /** Answered with a StorageError, in order. */
  refused: string[]
  /** Under way when the process died. */
  inFlight: string | null
}

/** Does the steps on a file system that may fail once, and checks after each refusal that memory is as before. */
export async function runSteps(fs: FileSystem, steps: readonly Step[]): Promise<Run> {
  const run: Run = { kept: [], refused: [], inFlight: null }
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
    await store.close()
  } catch (error) {
    if (!(error instanceof Crash) && !(error instanceof StorageError && error.cause instanceof Crash)) throw error
  } finally {
    sql.closeAll()
  }
  return run
}

/** What the store holds now, opened without faults. */
export async function readBack(fs: FileSystem): Promise<{ emails: unknown[]; integrity: unknown }> {
  const sql = await ownSql()
  try {
    const store = await openOn(fs, sql)
    const integrity = store.get('SELECT * FROM pragma_integrity_check')?.[0]
    const found = emails(store)
    // Ids are handed out once, so a new account shows that the store takes changes again.
    addAccount(store, 'afterwards@example.com')
    await store.close()
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
    const held = emails(store)
    if (held.join() !== run.kept.join())
      throw new Error(`memory is not as before the call: ${held.join()}`, { cause: error })
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
  return openDatabase({ folder: '/disk', fs, sql, randomId, now: () => 0, log: () => undefined })
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
