import initSqlJs from 'sql.js'
import { openDatabase } from '../../main/database/database'
import type { Database, DatabaseDeps, OpenedDatabase } from '../../main/database/api'
import { nodeFileSystem, type FileSystem } from '../../main/database/engine/file-system'
import { createEngineJobs, type DatabaseWorker } from '../../main/database/worker/database-worker'
import { inProcessWorker } from './in-process-worker'

/** Opens a real store, on the real file system unless overridden. The clock is fixed. */
export async function openStoreIn(
  folder: string,
  { worker, ...overrides }: Partial<DatabaseDeps> & { worker?: DatabaseWorker } = {},
): Promise<OpenedDatabase> {
  const fixed = { fs: nodeFileSystem(), now: () => Date.UTC(2026, 0, 2, 3, 4, 5), log: () => undefined }
  const sql = await initSqlJs()
  const jobs = createEngineJobs(worker ?? inProcessWorker(sql))
  return openDatabase({ folder, sql, jobs, randomId: () => crypto.randomUUID(), ...fixed, ...overrides })
}

/** For preparation, which need not survive a power cut. */
export function withoutSyncs(): FileSystem {
  return { ...nodeFileSystem(), fsyncSync: () => undefined, fdatasyncSync: () => undefined }
}

/** Adds an account as `users.ts` does: with the next unused id, in one transaction. */
export function addAccount(database: Database, email: string, hash = `hash of ${email}`): number {
  return database.transaction(() => {
    const id = Number(database.get("SELECT seq FROM sqlite_sequence WHERE name = 'users'")?.[0] ?? 0) + 1
    database.run('INSERT INTO users (id, email, hashed_password) VALUES (?, ?, ?)', [id, email, hash])
    return id
  })
}

/** Every account as `id email hash`, ordered by id. */
export function accounts(database: Database): string[] {
  return database.all('SELECT id, email, hashed_password FROM users ORDER BY id').map((row) => row.join(' '))
}

export function emails(database: Database): unknown[] {
  return database.all('SELECT email FROM users ORDER BY id').map(([email]) => email)
}
