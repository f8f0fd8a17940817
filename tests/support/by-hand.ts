import { readFileSync, writeFileSync } from 'node:fs'
import initSqlJs from 'sql.js'

/**
 * Changes a database file as `sqlite3` or Python would: the rows and the change counter (header
 * bytes 24 and 92).
 */
export async function editByHand(file: string, sql: string): Promise<void> {
  const { Database } = await initSqlJs()
  const before = readFileSync(file)
  const database = new Database(before)
  database.run(sql)
  const after = Buffer.from(database.export())
  database.close()
  const counter = before.readUInt32BE(24) + 1
  after.writeUInt32BE(counter, 24)
  after.writeUInt32BE(counter, 92)
  writeFileSync(file, after)
}

/** Flips one bit of a byte in a file, as a failing disk would. */
export function flipByte(file: string, at: number): void {
  const bytes = readFileSync(file)
  bytes[at] = (bytes[at] ?? 0) ^ 0x10
  writeFileSync(file, bytes)
}
