import { hashSync } from 'bcryptjs'
import initSqlJs from 'sql.js'
import { ana } from '../support/people'

/**
 * Creates an `a.db` like the seed's: one account with a hash, one with a plain password, one
 * without an email.
 */
export async function seedFile(): Promise<Uint8Array> {
  const sql = await initSqlJs()
  const database = new sql.Database()
  database.run('CREATE TABLE users (id INTEGER PRIMARY KEY, email, hashed_password)')
  const rows = [
    [ana.email, hashSync(ana.password, 4)],
    ['leo@lab', 'motdepasse'],
    ['', 'x'],
  ]
  for (const row of rows) database.run('INSERT INTO users (email, hashed_password) VALUES (?, ?)', row)
  return database.export()
}
