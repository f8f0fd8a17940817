import {
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'
import { beforeEach, describe, expect, test } from 'vitest'
import { editByHand } from '../../support/by-hand'
import { temporaryFolder } from '../../support/data-folder'
import { addAccount, emails, openStoreIn } from '../../support/store'

const { Database } = await initSqlJs()

const somebodyElses = (): Buffer => {
  const database = new Database()
  database.run('CREATE TABLE notes (text); INSERT INTO notes VALUES (1)')
  return Buffer.from(database.export())
}
const inWalMode = (bytes: Buffer): Buffer => {
  bytes.fill(2, 18, 20)
  return bytes
}
/** Its header is ours and says so many pages; nothing tells it from a real file but the reading. */
const gigabyteOfOurs = async (file: string): Promise<void> => {
  const elsewhere = temporaryFolder()
  await (await openStoreIn(elsewhere)).close()
  const bytes = readFileSync(join(elsewhere, 'accounts.db'))
  bytes.writeUInt32BE(2 ** 30 / 4096, 28)
  writeFileSync(file, bytes)
  truncateSync(file, 2 ** 30)
}
const gigabyte = (file: string): void => {
  writeFileSync(file, '')
  truncateSync(file, 2 ** 30)
}

/** What a test can compare without reading a gigabyte: kind, length, target of a link, and the content of what is short. */
function look(path: string): unknown {
  const names = readdirSync(path, { withFileTypes: true })
  return names.map((entry) => {
    const file = join(path, entry.name)
    if (entry.isSymbolicLink()) return [entry.name, 'link', readlinkSync(file)]
    if (entry.isDirectory()) return [entry.name, 'folder', look(file)]
    const { size, mtimeMs } = statSync(file)
    return [entry.name, size, mtimeMs, size < 2 ** 20 ? readFileSync(file, 'base64') : '']
  })
}

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

describe('in place of accounts.db, with nothing beside it', () => {
  test.each<[string, string, (file: string) => unknown]>([
    ['a text file', 'corrupt', (file: string) => writeFileSync(file, 'Dear diary,\n'.repeat(100))],
    ['an empty file', 'corrupt', (file: string) => writeFileSync(file, '')],
    ['a SQLite file of something else', 'foreign', (file: string) => writeFileSync(file, somebodyElses())],
    ['a WAL-mode file of something else', 'foreign', (file: string) => writeFileSync(file, inWalMode(somebodyElses()))],
    ['a gigabyte of nothing', 'corrupt', gigabyte],
    ['a gigabyte that says it is ours', 'io', gigabyteOfOurs],
    ['a folder', 'io', (file: string) => mkdirSync(file)],
    ['a dangling link', 'io', (file: string) => symlinkSync('nowhere', file)],
    ['a link to itself', 'io', (file: string) => symlinkSync(file, file)],
  ])('%s is a Store problem (%s), and stays as it is', async (_, reason, put) => {
    await put(join(folder, 'accounts.db'))
    const before = look(folder)
    await expect(openStoreIn(folder)).rejects.toMatchObject({ name: 'StorageError', reason })
    expect(look(folder)).toEqual(before)
  })
})

describe('in place of accounts.db in a folder that was in use', () => {
  beforeEach(async () => {
    const store = await openStoreIn(folder)
    addAccount(store, 'a@x')
    await store.close()
  })
  const snapshot = (): string => join(folder, 'accounts.db')
  const instead = (put: () => void): void => {
    rmSync(snapshot())
    put()
  }

  test.each<[string, string, () => unknown]>([
    ['a SQLite file of something else', 'foreign', () => writeFileSync(snapshot(), somebodyElses())],
    ['our own file in WAL mode', 'locked', () => writeFileSync(snapshot(), inWalMode(readFileSync(snapshot())))],
    ['a link to our own file', 'io', () => instead(() => symlinkSync('accounts.db.bak', snapshot()))],
    ['a folder', 'io', () => instead(() => mkdirSync(snapshot()))],
    ['our own file with a table missing', 'foreign', () => editByHand(snapshot(), 'DROP TABLE attempts')],
    [
      'our own file with a column missing',
      'foreign',
      () => editByHand(snapshot(), 'ALTER TABLE users DROP COLUMN display_name'),
    ],
    [
      'our own file without its unique emails',
      'foreign',
      () => editByHand(snapshot(), 'DROP TABLE users; CREATE TABLE users (id, email)'),
    ],
    [
      'our own file with a trigger',
      'foreign',
      () => editByHand(snapshot(), 'CREATE TRIGGER t AFTER INSERT ON users BEGIN DELETE FROM users; END'),
    ],
  ])('%s is a Store problem (%s), and stays as it is', async (_, reason, put) => {
    await put()
    const before = look(folder)
    await expect(openStoreIn(folder)).rejects.toMatchObject({ name: 'StorageError', reason })
    expect(look(folder)).toEqual(before)
  })

  test.each([
    ['a text file', () => writeFileSync(snapshot(), 'Dear diary,')],
    ['an empty file', () => writeFileSync(snapshot(), '')],
    ['the first half of itself', () => truncateSync(snapshot(), statSync(snapshot()).size / 2)],
    ['a gigabyte, its own beginning and then nothing', () => truncateSync(snapshot(), 2 ** 30)],
  ])('%s is damage: the backup takes its place, and the file is kept under another name', async (_, put) => {
    put()
    const { size } = statSync(snapshot())
    const store = await openStoreIn(folder)
    expect(store.notice?.recovered).toBe('fromBackup')
    expect(emails(store)).toEqual(['a@x'])
    const kept = readdirSync(folder).find((name) => name.startsWith('accounts.db.damaged-')) ?? ''
    expect(statSync(join(folder, kept)).size).toBe(size)
  })
})

describe('in place of a journal', () => {
  test.each([
    ['a text file', 'corrupt', (file: string) => writeFileSync(file, 'Dear diary,\n'.repeat(100))],
    ['an empty file', 'corrupt', (file: string) => writeFileSync(file, '')],
    ['a SQLite file', 'corrupt', (file: string) => writeFileSync(file, somebodyElses())],
    ['a gigabyte of nothing', 'corrupt', gigabyte],
    [
      'a gigabyte, its own beginning and then nothing',
      'corrupt',
      (file: string, own: Buffer) => {
        writeFileSync(file, own)
        truncateSync(file, 2 ** 30)
      },
    ],
    [
      'the journal of another number',
      'corrupt',
      (file: string, own: Buffer) =>
        writeFileSync(file, Buffer.concat([own.subarray(0, 52), Buffer.from([9]), own.subarray(53)])),
    ],
    ['a folder', 'io', (file: string) => mkdirSync(file)],
    ['a dangling link', 'io', (file: string) => symlinkSync('nowhere', file)],
  ])('%s is a Store problem (%s), and stays as it is', async (_, reason, put) => {
    addAccount(await openStoreIn(folder), 'a@x')
    const file = join(folder, 'accounts.0.journal')
    const own = readFileSync(file)
    rmSync(file)
    put(file, own)
    const before = look(folder) as unknown[]
    await expect(openStoreIn(folder)).rejects.toMatchObject({ name: 'StorageError', reason })
    const after = (look(folder) as [string][]).filter(([name]) => !name.includes('.damaged-'))
    expect(after).toEqual(before)
  })
})

test('files of other names beside ours are none of our business', async () => {
  for (const name of ['accounts.x.journal', 'accounts.01.journal', 'accounts.db.old', 'notes.txt']) {
    writeFileSync(join(folder, name), 'theirs')
  }
  const store = await openStoreIn(folder)
  addAccount(store, 'a@x')
  await store.close()
  expect(readFileSync(join(folder, 'accounts.x.journal'), 'utf8')).toBe('theirs')
  expect(readFileSync(join(folder, 'accounts.01.journal'), 'utf8')).toBe('theirs')
})
