import { randomUUID } from 'node:crypto'
import { chownSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { openDatabase } from '../../main/database/database'
import { nodeFileSystem } from '../../main/database/engine/file-system'
import { migrations } from '../../main/database/engine/migrations'
import { loadSql } from '../../main/database/engine/sql'
import { createEngineJobs } from '../../main/database/worker/database-worker'
import { inProcessWorker } from '../support/in-process-worker'

/** A person whose account is stored in the first schema. */
export const olga = { email: 'olga@example.com', password: 'Hello Holberton' }
const hash = '$2b$12$DyuwYcoqvO5c9D9V8rmFS.IYKIuQtuaWgJwhsBZIWmJEbM/2l.Lti'

/**
 * Writes a data folder in the first schema, for this owner, and returns the version of the newest
 * schema.
 */
export async function writeAccountsOfSchema1(folder: string, owner: { uid: number; gid: number }): Promise<number> {
  const wasm = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm')
  const sql = await loadSql(readFileSync(wasm))
  const database = await openDatabase({
    folder,
    fs: nodeFileSystem(),
    sql,
    jobs: createEngineJobs(inProcessWorker(sql)),
    now: Date.now,
    randomId: randomUUID,
    log: () => undefined,
    migrations: migrations.slice(0, 1),
  })
  database.transaction(() =>
    database.run('INSERT INTO users (id, email, hashed_password) VALUES (1, ?, ?)', [olga.email, hash]),
  )
  await database.close()
  for (const path of [folder, ...readdirSync(folder).map((name) => join(folder, name))]) {
    chownSync(path, owner.uid, owner.gid)
  }
  return migrations.at(-1)?.version ?? 0
}
