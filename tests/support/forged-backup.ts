import { readFileSync, writeFileSync } from 'node:fs'
import initSqlJs from 'sql.js'
import { withChecksum } from './hostile-files'

const sql = await initSqlJs()

/** Changes a backup and renews its checksum, as anyone can. */
export function forge(path: string, change: string): void {
  const digits = 'ab'.repeat(32)
  const database = new sql.Database(readFileSync(path))
  database.run(`${change}; UPDATE backup SET checksum = '${digits}'`)
  writeFileSync(path, withChecksum(Buffer.from(database.export()), digits))
  database.close()
}
