import { writeSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import initSqlJs from 'sql.js'
import { createEngineJobs } from '../../main/database/worker/database-worker'
import { inProcessWorker } from './in-process-worker'
import { openDatabase } from '../../main/database/database'
import { nodeFileSystem } from '../../main/database/engine/file-system'

/**
 * A process for the kill tests. It changes accounts in an endless loop, makes a checkpoint at
 * intervals, and prints the number of each acknowledged change. Arguments: the data folder, and the
 * number of changes between two checkpoints.
 */
const [folder = '', checkpointEvery = '20'] = process.argv.slice(2)
const sql = await initSqlJs()
const store = await openDatabase({
  folder,
  fs: nodeFileSystem(),
  sql,
  jobs: createEngineJobs(inProcessWorker(sql)),
  now: Date.now,
  randomId: () => crypto.randomUUID(),
  log: () => undefined,
})
const seq = (): number => Number(store.get("SELECT seq FROM sqlite_sequence WHERE name = 'users'")?.[0] ?? 0)

for (;;) {
  const id = seq() + 1
  store.transaction(() => {
    store.run('INSERT INTO users (id, email, hashed_password) VALUES (?, ?, ?)', [id, `${id}@x`, `hash of ${id}`])
    store.run('UPDATE users SET display_name = ? WHERE id = ?', [`after ${id}`, id - 1])
  })
  writeSync(1, `${id}\n`)
  if (id % Number(checkpointEvery) === 0) await store.checkpoint()
  await setImmediate()
}
