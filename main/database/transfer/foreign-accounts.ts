import { connect, type Connection } from '../engine/connection'
import type { SqlValue } from '../api'
import type { Sql } from '../engine/sql'

/** A row of another program's file: values of any type. */
export type ForeignAccount = { email: SqlValue; hashedPassword: SqlValue }

export type ForeignFile = { accounts: ForeignAccount[] } | { refused: 'notADatabase' | 'noAccounts' | 'tooMany' }

const magic = Buffer.from('SQLite format 3\0', 'latin1')
const headerLength = 100
/**
 * Offsets of the format versions: 1 for a rollback journal, 2 for a write-ahead log. Without a log
 * beside it the file is complete either way.
 */
const formatVersionOffsets = [18, 19]

/**
 * Reads the accounts from a file with the seed's schema: a plain table `users` with `email` and
 * `hashed_password`. It reads a copy in memory, so the file cannot change. It executes nothing from
 * the file: no view, virtual table or generated column is read, and a SELECT fires no trigger.
 */
export function readForeignAccounts(sql: Sql, bytes: Uint8Array, maxAccounts: number): ForeignFile {
  const file = Buffer.from(bytes)
  if (file.length < headerLength || !file.subarray(0, magic.length).equals(magic)) return { refused: 'notADatabase' }
  for (const at of formatVersionOffsets) file.writeUInt8(1, at)
  let connection: Connection | null = null
  try {
    connection = connect(sql, file)
    if (!hasPlainUsers(connection)) return { refused: 'noAccounts' }
    const count = Number(connection.get('SELECT count(*) FROM main.users', [])?.[0])
    if (count === 0) return { refused: 'noAccounts' }
    if (count > maxAccounts) return { refused: 'tooMany' }
    const rows = connection.all('SELECT email, hashed_password FROM main.users NOT INDEXED', [])
    return { accounts: rows.map(([email = null, hashedPassword = null]) => ({ email, hashedPassword })) }
  } catch {
    return { refused: 'notADatabase' }
  } finally {
    connection?.close()
  }
}

function hasPlainUsers(connection: Connection): boolean {
  const [type, text] = connection.get("SELECT type, sql FROM sqlite_master WHERE lower(name) = 'users'", []) ?? []
  if (type !== 'table' || typeof text !== 'string' || /^\s*CREATE\s+VIRTUAL/i.test(text)) return false
  const columns = connection.all("SELECT lower(name), hidden FROM pragma_table_xinfo('users')", [])
  return ['email', 'hashed_password'].every((wanted) =>
    columns.some(([name, hidden]) => name === wanted && hidden === 0),
  )
}
