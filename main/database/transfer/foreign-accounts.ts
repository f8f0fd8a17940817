import { connect, type Connection } from '../engine/connection'
import type { SqlValue } from '../api'
import { sqlTokens } from '../engine/schema'
import type { Sql } from '../engine/sql'

/** A row of another program's file: values of any type. A value that is too long is empty. */
export type ForeignAccount = { email: SqlValue; hashedPassword: SqlValue }

export type ForeignRefusal = 'notADatabase' | 'noAccounts' | 'tooMany'

const magic = Buffer.from('SQLite format 3\0', 'latin1')
const headerLength = 100
/**
 * Offsets of the format versions: 1 for a rollback journal, 2 for a write-ahead log. Without a log
 * beside it the file is complete either way.
 */
const formatVersionOffsets = [18, 19]

/** Longer values are read as empty: the longest email has 250 characters, a bcrypt hash 60. */
const emailMaxBytes = 4096
const hashMaxBytes = 1024
/** Rows can share the pages of a value: a small file can hold far more text than it has bytes. */
const textMaxBytes = 256 * 1024 * 1024
const sliceRows = 1000

/**
 * Reads the accounts from a file with the seed's schema: a plain table `users` with `email` and
 * `hashed_password`. Reports them in slices and returns null, or returns why it refuses. It reads a
 * copy in memory, so the file cannot change. It executes nothing from the file: no view, virtual
 * table or generated column is read, and a SELECT fires no trigger.
 */
export function readForeignAccounts(
  sql: Sql,
  bytes: Uint8Array,
  maxAccounts: number,
  report: (accounts: ForeignAccount[]) => void,
): ForeignRefusal | null {
  const file = Buffer.from(bytes)
  if (file.length < headerLength || !file.subarray(0, magic.length).equals(magic)) return 'notADatabase'
  for (const at of formatVersionOffsets) file.writeUInt8(1, at)
  let connection: Connection | null = null
  try {
    connection = connect(sql, file)
    if (!hasPlainUsers(connection)) return 'noAccounts'
    const refusal = checkLengths(connection, maxAccounts)
    if (!refusal) reportAccounts(connection, report)
    return refusal
  } catch (error) {
    if (/out of memory/i.test(String(error))) throw error
    return 'notADatabase'
  } finally {
    connection?.close()
  }
}

/** `octet_length` reads the length of a value and not the value. */
const shortValue = (column: string, maxBytes: number) => `iif(octet_length(${column}) <= ${maxBytes}, ${column}, '')`

function checkLengths(connection: Connection, maxAccounts: number): ForeignRefusal | null {
  const short = (column: string, maxBytes: number) =>
    `total(iif(octet_length(${column}) <= ${maxBytes}, octet_length(${column}), 0))`
  const [count, characters] =
    connection.get(
      `SELECT count(*), ${short('email', emailMaxBytes)} + ${short('hashed_password', hashMaxBytes)}
       FROM (SELECT email, hashed_password FROM main.users NOT INDEXED LIMIT ?)`,
      [maxAccounts + 1],
    ) ?? []
  if (count === 0) return 'noAccounts'
  return Number(count) > maxAccounts || Number(characters) > textMaxBytes ? 'tooMany' : null
}

function reportAccounts(connection: Connection, report: (accounts: ForeignAccount[]) => void): void {
  let slice: ForeignAccount[] = []
  const columns = [shortValue('email', emailMaxBytes), shortValue('hashed_password', hashMaxBytes)].join()
  connection.each(`SELECT ${columns} FROM main.users NOT INDEXED`, [], ([email = null, hashedPassword = null]) => {
    slice.push({ email, hashedPassword })
    if (slice.length < sliceRows) return
    report(slice)
    slice = []
  })
  report(slice)
}

/**
 * Judges by the definition alone: only of a plain table may SQLite be asked for the columns. To ask
 * about a virtual table would run its module.
 */
function hasPlainUsers(connection: Connection): boolean {
  const found = connection.all(
    "SELECT type, sql FROM sqlite_master WHERE lower(name) = 'users' AND octet_length(sql) <= 20000 LIMIT 2",
    [],
  )
  const [[type, text] = []] = found
  if (found.length !== 1 || type !== 'table' || typeof text !== 'string') return false
  const [create, table] = sqlTokens(text).map((token) => token.toUpperCase())
  if (create !== 'CREATE' || table !== 'TABLE') return false
  const columns = connection.all("SELECT lower(name), hidden FROM pragma_table_xinfo('users')", [])
  return ['email', 'hashed_password'].every((wanted) =>
    columns.some(([name, hidden]) => name === wanted && hidden === 0),
  )
}
