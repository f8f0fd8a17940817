import { writeSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import initSqlJs from 'sql.js'
import { openDatabase } from '../../main/database/database'
import { nodeFileSystem } from '../../main/database/engine/file-system'

/**
 * A process to be killed: it changes accounts without end, makes a checkpoint now and then, and prints the number of
 * each change once it was acknowledged. Arguments: the data folder, and how many changes lie between two checkpoints.
 */
const [folder = '', between = '20'] = process.argv.slice(2)
const store = await openDatabase({
  folder,
  fs: nodeFileSystem(),
  sql: await initSqlJs(),
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
  if (id % Number(between) === 0) await store.checkpoint()
  await setImmediate()
}
