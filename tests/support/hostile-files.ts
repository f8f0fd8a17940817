import { createHash } from 'node:crypto'
import type { Database, SqlJsStatic } from 'sql.js'

/**
 * SQLite files that hang or exhaust a program that trusts them. All are small, and all but the last
 * have a sound structure.
 */

const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT'
const ourHeader = 'PRAGMA application_id = 1280001369; PRAGMA user_version = 3'

/** A "backup" whose table `backup` is a view that never returns a row. */
export const endlessBackup = (sql: SqlJsStatic) =>
  build(sql, (database) => {
    database.run(ourHeader)
    database.run(
      `CREATE VIEW backup AS ${endless} max(x) AS made_at, 'v' AS version, 1 AS accounts, 'c' AS checksum FROM c`,
    )
  })

/** An `accounts.db` whose table `store` is such a view. */
export const endlessStore = (sql: SqlJsStatic) =>
  build(sql, (database) => {
    database.run(ourHeader)
    database.run(`CREATE VIEW store AS ${endless} max(x) AS id, 1 AS sequence, 1 AS checksum FROM c`)
  })

/** A virtual table `users` over an endless view; its definition hides VIRTUAL behind a comment. */
export const hiddenVirtualTable = (sql: SqlJsStatic) =>
  build(sql, (database) => {
    database.run(`CREATE VIEW evil AS ${endless} x AS rowid, x AS docid, x AS email, 'h' AS hashed_password FROM c`)
    const virtual = 'VIRTUAL TABLE users USING fts4(content="evil", email, hashed_password)'
    database.run(`CREATE ${virtual}`)
    database.run('PRAGMA writable_schema = 1')
    database.run(`UPDATE sqlite_master SET sql = 'CREATE/**/${virtual}' WHERE name = 'users'`)
  })

/** A view `users`, endless. */
export const endlessUsers = (sql: SqlJsStatic) =>
  build(sql, (database) => database.run(`CREATE VIEW users AS ${endless} x AS email, 'h' AS hashed_password FROM c`))

/** An honest backup with a CHECK that takes a second per row in an integrity check. */
export function slowCheck(sql: SqlJsStatic, backup: Uint8Array): Uint8Array {
  const digits = 'ab'.repeat(32)
  const bytes = build(
    sql,
    (database) => {
      database.run('PRAGMA writable_schema = 1')
      const column = 'shown_failures_since INTEGER'
      const check = `${column} CHECK (length(hex(zeroblob(400000000))) + id > 0)`
      database.run(`UPDATE sqlite_master SET sql = replace(sql, '${column}', '${check}') WHERE name = 'users'`)
      database.run(`UPDATE backup SET checksum = '${digits}'`)
    },
    backup,
  )
  return withChecksum(bytes, digits)
}

/** Renews the checksum of a changed backup whose digits were replaced by `digits`. */
export function withChecksum(bytes: Buffer, digits: string): Buffer {
  const at = bytes.indexOf(digits, 0, 'latin1')
  const zeroed = Buffer.from(bytes)
  zeroed.write('0'.repeat(64), at, 'latin1')
  bytes.write(createHash('sha256').update(zeroed).digest('hex'), at, 'latin1')
  return bytes
}

/**
 * A table of the seed in which `rows` (at most 3,000) emails share the overflow pages of one value
 * of about `minBytes`: read as a whole, it is `rows` times as long as the file.
 * https://sqlite.org/fileformat.html, 1.6
 */
export function sharedOverflow(rows: number, minBytes: number): Buffer {
  const local = Math.floor(((pageSize - 12) * 32) / 255) - 23
  const payloadOf = (bytes: number) => recordHeader([0, 13 + 2 * bytes, 15]).length + bytes + 1
  // With some lengths SQLite keeps more than the minimum in the cell: take the next that does not.
  const keepsMore = (bytes: number) => local + ((payloadOf(bytes) - local) % (pageSize - 4)) <= pageSize - 35
  let valueBytes = minBytes
  while (keepsMore(valueBytes)) valueBytes += 1
  const header = recordHeader([0, 13 + 2 * valueBytes, 15])
  const payload = payloadOf(valueBytes)
  const start = Buffer.concat([header, Buffer.alloc(local, 'a')]).subarray(0, local)
  const overflowPages = Math.ceil((payload - local) / (pageSize - 4))
  const cellBytes = varint(payload).length + 9 + local + 4
  const rowsPerLeaf = Math.max(1, Math.floor((pageSize - 8) / (cellBytes + 2)))
  const leaves = Math.ceil(rows / rowsPerLeaf)
  const firstOverflow = 3 + leaves
  const uint32 = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return bytes
  }

  const rowCell = (row: number) => Buffer.concat([varint(payload), varint(row), start, uint32(firstOverflow)])
  const leafPages = Array.from({ length: leaves }, (_, leaf) => {
    const first = leaf * rowsPerLeaf + 1
    const count = Math.min(rowsPerLeaf, rows - leaf * rowsPerLeaf)
    return treePage(
      13,
      Array.from({ length: count }, (_, n) => rowCell(first + n)),
    )
  })
  const pointers = leafPages
    .slice(0, -1)
    .map((_, leaf) => Buffer.concat([uint32(3 + leaf), varint((leaf + 1) * rowsPerLeaf)]))
  const root = treePage(5, pointers)
  root.writeUInt32BE(2 + leaves, 8)
  const definition = 'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, hashed_password TEXT)'
  const texts = ['table', 'users', 'users'].map((text) => Buffer.from(text))
  const schemaRecord = Buffer.concat([
    recordHeader([...texts.map((text) => 13 + 2 * text.length), 1, 13 + 2 * definition.length]),
    ...texts,
    Buffer.from([2]),
    Buffer.from(definition),
  ])
  const schema = treePage(13, [Buffer.concat([varint(schemaRecord.length), varint(1), schemaRecord])], 100)
  const overflow = Array.from({ length: overflowPages }, (_, n) => {
    const page = Buffer.alloc(pageSize, 'a')
    page.writeUInt32BE(n + 1 < overflowPages ? firstOverflow + n + 1 : 0, 0)
    return page
  })
  const file = Buffer.concat([schema, root, ...leafPages, ...overflow])
  file.write('SQLite format 3\0', 0, 'latin1')
  file.writeUInt16BE(pageSize, 16)
  file.set([1, 1, 0, 64, 32, 32], 18)
  for (const [at, value] of [
    [24, 1],
    [28, file.length / pageSize],
    [40, 1],
    [44, 4],
    [56, 1],
    [92, 1],
    [96, 3040000],
  ] as const)
    file.writeUInt32BE(value, at)
  return file
}

const pageSize = 4096

function varint(value: number): Buffer {
  const bytes = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) | 128)
  return Buffer.from(bytes)
}

function recordHeader(types: readonly number[]): Buffer {
  const body = Buffer.concat(types.map(varint))
  return Buffer.concat([varint(body.length + 1), body])
}

function treePage(type: number, cells: readonly Buffer[], offset = 0): Buffer {
  const page = Buffer.alloc(pageSize)
  const headerBytes = type === 5 ? 12 : 8
  let at = pageSize
  for (const [index, cell] of cells.entries()) {
    at -= cell.length
    cell.copy(page, at)
    page.writeUInt16BE(at, offset + headerBytes + 2 * index)
  }
  page[offset] = type
  page.writeUInt16BE(cells.length, offset + 3)
  page.writeUInt16BE(at, offset + 5)
  return page
}

function build(sql: SqlJsStatic, change: (database: Database) => void, bytes?: Uint8Array): Buffer {
  const database = new sql.Database(bytes)
  change(database)
  const file = Buffer.from(database.export())
  database.close()
  return file
}
