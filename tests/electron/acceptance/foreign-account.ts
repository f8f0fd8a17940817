import { hash } from 'bcryptjs'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'

/** Writes an account into the file of the closed app, as another program would: email and bcrypt hash, nothing else. */
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
  writeFileSync(file, asIfByAnotherProgram(Buffer.from(database.export())))
  database.close()
}

/** sql.js starts the file's change counter anew; whoever writes into a file on a disk counts on, and says so twice. */
function asIfByAnotherProgram(file: Buffer): Buffer {
  for (const place of [24, 92]) file.writeUInt32BE(1_000, place)
  return file
}
