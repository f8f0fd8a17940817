import { pageSizeOf, readVarint, treePages, type Cell } from './sqlite-pages'

export type Random = () => number
export const below = (random: Random, limit: number) => Math.floor(random() * limit)
export function pick<T>(random: Random, list: readonly [T, ...T[]] | readonly T[]): T {
  const found = list[below(random, list.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}

/** Changes the bytes of a file in place or returns new ones. */
type Mutation = (file: Buffer, random: Random) => Buffer

const headerFields = [
  [16, 2],
  ...[18, 19, 20, 21, 22, 23].map((at) => [at, 1] as const),
  ...[24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64, 68, 92, 96].map((at) => [at, 4] as const),
] as const

/** A number that a reader may not expect: 0, the limits, one off, a page that exists or not. */
function hostileNumber(random: Random, bytes: number, old: number, pages: number): number {
  const max = 256 ** bytes - 1
  const numbers = [0, 1, 2, max, Math.floor(max / 2), old + 1, old - 1, pages, pages + 1, below(random, max)]
  return Math.min(max, Math.max(0, pick(random, [...numbers, 1 + below(random, pages), 1 + below(random, pages)])))
}

const pageCount = (file: Buffer) => Math.ceil(file.length / pageSizeOf(file))
const writePageNumber: (file: Buffer, random: Random, at: number) => Buffer = (file, random, at) => {
  file.writeUInt32BE(hostileNumber(random, 4, file.readUInt32BE(at), pageCount(file)), at)
  return file
}

/** Text of a definition, and another of the same length. */
const definitionChanges = [
  ['CREATE TABLE', 'CREATE VIEW '],
  ['CREATE TABLE users (', 'CREATE VIEW users AS'],
  ['VARCHAR(250) NOT NULL', 'AS(randomblob(99999))'],
  ['VARCHAR(250)', 'CHECK(email)'],
  ['INTEGER NOT NULL', 'INTEGER CHECK(0)'],
  ['INTEGER', 'AS (id)'],
  ['NOT NULL', 'AS (id) '],
  ['UNIQUE', 'CHECK '],
  ['COLLATE NOCASE', 'COLLATE BINARX'],
  ['AUTOINCREMENT', ' '.repeat(13)],
  ['WITHOUT ROWID', ' '.repeat(13)],
  ['PRIMARY KEY', 'UNIQUE     '],
  ['DEFAULT', 'CHECK  '],
  ['CREATE UNIQUE INDEX', 'CREATE TRIGGER     '],
  ['INDEX', 'TABLE'],
  ['tableusers', 'viewausers'],
  ['hashed_password', 'hashed_passw\0rd'],
  ['email', 'e"ail'],
  ['users', 'userz'],
  ['store', "sto'e"],
  [',', '/'],
  [')', '('],
] as const

const records = (file: Buffer) => treePages(file).flatMap(({ cells }) => cells.filter(({ record }) => record !== null))
const overflowing = (cells: readonly Cell[]) => cells.flatMap(({ overflow }) => (overflow === null ? [] : [overflow]))

export const byteMutations: Record<string, Mutation> = {
  header(file, random) {
    const [at, bytes] = pick(random, headerFields)
    file.writeUIntBE(hostileNumber(random, bytes, file.readUIntBE(at, bytes), pageCount(file)), at, bytes)
    return file
  },
  bits(file, random) {
    for (let n = below(random, 8); n >= 0; n -= 1) {
      const at = below(random, file.length)
      file[at] = (file[at] ?? 0) ^ (1 << below(random, 8))
    }
    return file
  },
  definition(file, random) {
    const fitting = definitionChanges.filter(([text]) => file.includes(text, 0, 'latin1'))
    const [text, other] = pick(random, fitting)
    const found: number[] = []
    for (let at = file.indexOf(text, 0, 'latin1'); at >= 0; at = file.indexOf(text, at + 1, 'latin1')) found.push(at)
    file.write(other, pick(random, found), text.length, 'latin1')
    return file
  },
  child(file, random) {
    const children = treePages(file).flatMap(({ at, kind, cells }) =>
      kind.startsWith('interior') ? [at + 8, ...cells.map(({ child }) => child ?? at + 8)] : [],
    )
    return children.length > 0 ? writePageNumber(file, random, pick(random, children)) : file
  },
  pageHeader(file, random) {
    const { at } = pick(random, treePages(file))
    if (random() < 0.3) file[at] = pick(random, [0, 1, 2, 5, 10, 13, 255])
    else {
      const field = at + pick(random, [1, 3, 5])
      file.writeUInt16BE(hostileNumber(random, 2, file.readUInt16BE(field), pageCount(file)), field)
    }
    return file
  },
  cellPointers(file, random) {
    const { cells } = pick(
      random,
      treePages(file).filter(({ cells }) => cells.length > 0),
    )
    const { pointer } = pick(random, cells)
    const other = pick(random, cells).pointer
    const value = file.readUInt16BE(pointer)
    const how = random()
    file.writeUInt16BE(how < 0.6 ? file.readUInt16BE(other) : below(random, 65536), pointer)
    if (how < 0.3) file.writeUInt16BE(value, other)
    return file
  },
  freeList(file, random) {
    const trunk = file.readUInt32BE(32)
    const start = (trunk - 1) * pageSizeOf(file)
    const hasTrunk = trunk > 0 && start + pageSizeOf(file) <= file.length
    return writePageNumber(file, random, hasTrunk ? pick(random, [start, start + 4, start + 8, 32, 36]) : 32)
  },
  overflow(file, random) {
    const starts = overflowing(records(file))
    if (starts.length === 0) return file
    const first = pick(random, starts)
    const page = file.readUInt32BE(first)
    const next = (page - 1) * pageSizeOf(file)
    switch (below(random, 4)) {
      case 0:
        file.writeUInt32BE(file.readUInt32BE(pick(random, starts)), first)
        break
      case 1:
        if (next < file.length) file.writeUInt32BE(page, next)
        break
      case 2:
        return writePageNumber(file, random, first)
      default:
        if (next < file.length) writePageNumber(file, random, next)
    }
    return file
  },
  length(file, random) {
    const { length } = pick(random, records(file))
    if (length === null) return file
    const [, end] = readVarint(file, length)
    for (let at = length; at < end; at += 1) file[at] = below(random, 128) | (at + 1 < end || random() < 0.2 ? 128 : 0)
    return file
  },
  serialType(file, random) {
    const { record } = pick(random, records(file))
    if (record === null) return file
    const [headerBytes, first] = readVarint(file, record)
    const at = random() < 0.2 ? record : first + below(random, Math.max(1, headerBytes - 1))
    file[at] = pick(random, [0, 1, 6, 7, 8, 9, 10, 11, 12, 13, 14, 127, 128, 255, below(random, 256)])
    return file
  },
  truncated(file, random) {
    const size = pageSizeOf(file)
    const bytes = random() < 0.5 ? below(random, file.length) : size * (1 + below(random, pageCount(file)))
    return countPages(file.subarray(0, bytes), random)
  },
  extended(file, random) {
    const bytes = random() < 0.5 ? below(random, 10_000) : pageSizeOf(file) * (1 + below(random, 5))
    const fill = random() < 0.5 ? 0 : 1 + below(random, 255)
    return countPages(Buffer.concat([file, Buffer.alloc(bytes, fill)]), random)
  },
  copiedPage(file, random) {
    const size = pageSizeOf(file)
    const offset = () => size * below(random, Math.floor(file.length / size))
    const from = offset()
    const to = Math.max(size, offset())
    const page = Buffer.from(file.subarray(from, from + size))
    if (random() < 0.3) return countPages(Buffer.concat([file.subarray(0, to), page, file.subarray(to)]), random)
    page.copy(file, to)
    return file
  },
}

/** Makes the header agree with the length of the file, in half of the cases. */
function countPages(file: Buffer, random: Random): Buffer {
  const copy = Buffer.from(file)
  if (copy.length >= 100 && random() < 0.5) copy.writeUInt32BE(Math.floor(copy.length / pageSizeOf(copy)), 28)
  return copy
}

const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT'
const long = `/* ${'long '.repeat(2_500)} */`
const inUsers = (from: string, to: string) =>
  `UPDATE sqlite_master SET sql = replace(sql, '${from}', '${to}') WHERE name = 'users'`
const row = (type: string, name: string, table: string, text: string) =>
  `INSERT INTO sqlite_master VALUES ('${type}', '${name}', '${table}', 0, '${text}')`

/** Scripts that SQLite itself runs on the honest file, with `writable_schema` on. */
export const scripts: Record<string, string> = {
  view: `CREATE VIEW more AS ${endless} x FROM c`,
  viewRow: row('view', 'more', 'more', `CREATE VIEW more AS ${endless} x FROM c`),
  viewForUsers: `UPDATE sqlite_master SET type = 'view', rootpage = 0, sql = 'CREATE VIEW users AS ${endless} x AS id, x AS email, x AS hashed_password FROM c' WHERE name = 'users'`,
  viewForStore: `UPDATE sqlite_master SET type = 'view', rootpage = 0, sql = 'CREATE VIEW store AS ${endless} x AS id, 1 AS sequence, 1 AS checksum FROM c' WHERE name = 'store'`,
  textOfView: `UPDATE sqlite_master SET sql = 'CREATE VIEW users AS ${endless} x AS id, x AS email, x AS hashed_password FROM c' WHERE name = 'users'`,
  trigger: `CREATE TRIGGER more AFTER INSERT ON users BEGIN DELETE FROM users; END`,
  triggerRow: row(
    'trigger',
    'more',
    'users',
    `CREATE TRIGGER more AFTER UPDATE ON users BEGIN ${endless} max(x) FROM c; END`,
  ),
  check: inUsers('reset_token VARCHAR(250)', 'reset_token VARCHAR(250) CHECK (length(hex(zeroblob(90000000))) > id)'),
  generated: inUsers('session_id VARCHAR(250)', 'session_id VARCHAR(250) AS (hex(zeroblob(90000000)))'),
  generatedEmail: inUsers('email VARCHAR(250) NOT NULL', 'email AS (hex(zeroblob(90000000)))'),
  defaultQuery: inUsers('reset_token VARCHAR(250)', 'reset_token VARCHAR(250) DEFAULT (hex(randomblob(900)))'),
  foreignKey: inUsers('session_id VARCHAR(250)', 'session_id VARCHAR(250) REFERENCES events (id)'),
  collation: inUsers('session_id VARCHAR(250)', 'session_id VARCHAR(250) COLLATE nothing'),
  longComment: inUsers('session_id VARCHAR(250)', `session_id VARCHAR(250) ${long}`),
  comment: inUsers('session_id VARCHAR(250)', 'session_id /* a comment */ VARCHAR(250) -- another\n'),
  manyColumns: inUsers('session_id', `${Array.from({ length: 700 }, (_, n) => `c${n}`).join()}, session_id`),
  noText: `UPDATE sqlite_master SET sql = NULL WHERE name = 'users'`,
  blobText: `UPDATE sqlite_master SET sql = CAST(sql AS BLOB) WHERE name = 'users'`,
  twice: `INSERT INTO sqlite_master SELECT * FROM sqlite_master WHERE name = 'users'`,
  upperCase: `UPDATE sqlite_master SET name = 'USERS' WHERE name = 'users'`,
  rootOfMaster: `UPDATE sqlite_master SET rootpage = 1 WHERE name = 'users'`,
  rootBeyond: `UPDATE sqlite_master SET rootpage = 999999 WHERE name = 'users'`,
  rootShared: `UPDATE sqlite_master SET rootpage = (SELECT max(rootpage) FROM sqlite_master)`,
  rootText: `UPDATE sqlite_master SET rootpage = 'x' WHERE name = 'users'`,
  virtualTable: `CREATE VIRTUAL TABLE more USING fts4(content="users", email)`,
  hiddenVirtualTable: `UPDATE sqlite_master SET rootpage = 0, sql = 'CREATE/**/VIRTUAL TABLE users USING fts4(email, hashed_password)' WHERE name = 'users'`,
  index: 'CREATE INDEX more ON users (hex(email)) WHERE length(email) > 3',
  badIndex: row('index', 'more', 'users', 'CREATE INDEX more ON users (nothing)'),
  statistics: `ANALYZE; UPDATE sqlite_stat1 SET stat = '1 99999999999999999999 x'`,
  manyDefinitions: Array.from({ length: 120 }, (_, n) => `CREATE TABLE more${n} (x)`).join('; '),
  blobEmails: 'UPDATE users SET email = CAST(email AS BLOB)',
  longEmail: `UPDATE users SET email = hex(zeroblob(500000)) WHERE id = 3`,
  emptyEmail: `UPDATE users SET email = '' WHERE id = 3`,
  zeroInEmail: `UPDATE users SET email = 'a' || char(0) || 'b' WHERE id = 3`,
  wrongUtf8: `UPDATE users SET email = CAST(x'80c3ffedA080' AS TEXT) WHERE id = 3`,
  emptyUsers: 'DELETE FROM users',
  hugeId: `UPDATE users SET id = 9223372036854775807 WHERE id = 3`,
  negativeId: `UPDATE users SET id = -id`,
  sequenceText: `UPDATE sqlite_sequence SET seq = 'text'`,
  sequenceHuge: `UPDATE sqlite_sequence SET seq = 9223372036854775807`,
  sequenceLow: `UPDATE sqlite_sequence SET seq = 0`,
  sequenceGone: 'DELETE FROM sqlite_sequence',
  storeTwice: 'INSERT INTO store SELECT * FROM store',
  storeGone: 'DELETE FROM store',
  storeBlob: 'UPDATE store SET id = CAST(id AS BLOB)',
  storeLong: 'UPDATE store SET id = hex(zeroblob(5000000))',
  backupTwice: 'INSERT INTO backup SELECT * FROM backup',
  backupGone: 'DELETE FROM backup',
  backupTime: 'UPDATE backup SET made_at = 1e300, accounts = -1',
  backupText: `UPDATE backup SET made_at = 'then'`,
  backupVersion: 'UPDATE backup SET version = hex(zeroblob(5000000))',
  newer: 'PRAGMA user_version = 99',
  older: 'PRAGMA user_version = 2',
  negativeVersion: 'PRAGMA user_version = -1',
  otherEncoding: `PRAGMA encoding = 'UTF-16le'; VACUUM`,
  otherPageSize: 'PRAGMA page_size = 512; VACUUM',
  autoVacuum: 'PRAGMA auto_vacuum = 1; VACUUM',
}
