import { hash } from 'bcryptjs'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'

/**
 * Writes an account with only an email and a bcrypt hash into the file of the closed app, as
 * another program would.
 */
export async function addForeignAccount(
  dataFolder: string,
  person: { email: string; password: string },
): Promise<void> {
  const file = join(dataFolder, 'accounts.db')
  const { Database } = await initSqlJs()
  const database = new Database(readFileSync(file))
  database.run('INSERT INTO users (email, hashed_password) VALUES (?, ?)', [
    person.email,
    await hash(person.password, 4),
  ])
  writeFileSync(file, withHigherChangeCounter(Buffer.from(database.export())))
  database.close()
}

/**
 * Raises the file change counter (offset 24) and the version-valid-for number (offset 92). sql.js
 * restarts them; a program that writes to the file on disk increments them.
 */
function withHigherChangeCounter(file: Buffer): Buffer {
  for (const place of [24, 92]) file.writeUInt32BE(1_000, place)
  return file
}
