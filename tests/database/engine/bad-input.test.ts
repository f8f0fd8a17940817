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

const foreignDatabase = (): Buffer => {
  const database = new Database()
  database.run('CREATE TABLE notes (text); INSERT INTO notes VALUES (1)')
  return Buffer.from(database.export())
}
const inWalMode = (bytes: Buffer): Buffer => {
  bytes.fill(2, 18, 20)
  return bytes
}
/** A gigabyte with a valid header of ours: only reading it shows that it is no real database. */
const gigabyteWithOurHeader = async (file: string): Promise<void> => {
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

/** Lists a folder without reading a gigabyte: kind, size, link target, content of small files. */
function describeFolder(path: string): unknown {
  const names = readdirSync(path, { withFileTypes: true })
  return names.map((entry) => {
    const file = join(path, entry.name)
    if (entry.isSymbolicLink()) return [entry.name, 'link', readlinkSync(file)]
    if (entry.isDirectory()) return [entry.name, 'folder', describeFolder(file)]
    const { size, mtimeMs } = statSync(file)
    return [entry.name, size, mtimeMs, size < 2 ** 20 ? readFileSync(file, 'base64') : '']
  })
}

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

describe('opening a folder that holds only a bad accounts.db', () => {
  test.each<[string, string, (file: string) => unknown]>([
    ['a text file', 'corrupt', (file: string) => writeFileSync(file, 'Dear diary,\n'.repeat(100))],
    ['an empty file', 'corrupt', (file: string) => writeFileSync(file, '')],
    ['a SQLite file of another program', 'foreign', (file: string) => writeFileSync(file, foreignDatabase())],
    [
      'a WAL-mode file of another program',
      'foreign',
      (file: string) => writeFileSync(file, inWalMode(foreignDatabase())),
    ],
    ['a gigabyte of zeros', 'corrupt', gigabyte],
    ['a gigabyte with our header', 'corrupt', gigabyteWithOurHeader],
    ['a folder', 'io', (file: string) => mkdirSync(file)],
    ['a dangling link', 'io', (file: string) => symlinkSync('nowhere', file)],
    ['a link to itself', 'io', (file: string) => symlinkSync(file, file)],
  ])('%s fails with %s and is left unchanged', async (_, reason, write) => {
    await write(join(folder, 'accounts.db'))
    const before = describeFolder(folder)
    await expect(openStoreIn(folder)).rejects.toMatchObject({ name: 'StorageError', reason })
    expect(describeFolder(folder)).toEqual(before)
  })
})

describe('opening a folder in use whose accounts.db was replaced', () => {
  beforeEach(async () => {
    const store = await openStoreIn(folder)
    addAccount(store, 'a@x')
    await store.close()
  })
  const snapshot = (): string => join(folder, 'accounts.db')
  const replace = (write: () => void): void => {
    rmSync(snapshot())
    write()
  }

  test.each<[string, string, () => unknown]>([
    ['a SQLite file of another program', 'foreign', () => writeFileSync(snapshot(), foreignDatabase())],
    ['our own file in WAL mode', 'locked', () => writeFileSync(snapshot(), inWalMode(readFileSync(snapshot())))],
    ['a link to our own file', 'io', () => replace(() => symlinkSync('accounts.db.bak', snapshot()))],
    ['a folder', 'io', () => replace(() => mkdirSync(snapshot()))],
    ['our own file with a table missing', 'foreign', () => editByHand(snapshot(), 'DROP TABLE attempts')],
    [
      'our own file with a column missing',
      'foreign',
      () => editByHand(snapshot(), 'ALTER TABLE users DROP COLUMN created_at'),
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
  ])('%s fails with %s and is left unchanged', async (_, reason, write) => {
    await write()
    const before = describeFolder(folder)
    await expect(openStoreIn(folder)).rejects.toMatchObject({ name: 'StorageError', reason })
    expect(describeFolder(folder)).toEqual(before)
  })

  test.each([
    ['a text file', () => writeFileSync(snapshot(), 'Dear diary,')],
    ['an empty file', () => writeFileSync(snapshot(), '')],
    ['the first half of itself', () => truncateSync(snapshot(), statSync(snapshot()).size / 2)],
    ['its own content extended with zeros to a gigabyte', () => truncateSync(snapshot(), 2 ** 30)],
  ])('%s is damage: the backup replaces it, and the file is kept under another name', async (_, write) => {
    write()
    const { size } = statSync(snapshot())
    const store = await openStoreIn(folder)
    expect(store.notice?.recovered).toBe('fromBackup')
    expect(emails(store)).toEqual(['a@x'])
    const kept = readdirSync(folder).find((name) => name.startsWith('accounts.db.damaged-')) ?? ''
    expect(statSync(join(folder, kept)).size).toBe(size)
  })
})

describe('opening a folder whose journal was replaced', () => {
  test.each([
    ['a text file', 'corrupt', (file: string) => writeFileSync(file, 'Dear diary,\n'.repeat(100))],
    ['an empty file', 'corrupt', (file: string) => writeFileSync(file, '')],
    ['a SQLite file', 'corrupt', (file: string) => writeFileSync(file, foreignDatabase())],
    ['a gigabyte of zeros', 'corrupt', gigabyte],
    [
      'its own content extended with zeros to a gigabyte',
      'corrupt',
      (file: string, own: Buffer) => {
        writeFileSync(file, own)
        truncateSync(file, 2 ** 30)
      },
    ],
    [
      'a journal with another base',
      'corrupt',
      (file: string, own: Buffer) =>
        writeFileSync(file, Buffer.concat([own.subarray(0, 52), Buffer.from([9]), own.subarray(53)])),
    ],
    ['a folder', 'io', (file: string) => mkdirSync(file)],
    ['a dangling link', 'io', (file: string) => symlinkSync('nowhere', file)],
  ])('%s fails with %s and is left unchanged', async (_, reason, write) => {
    addAccount(await openStoreIn(folder), 'a@x')
    const file = join(folder, 'accounts.0.journal')
    const own = readFileSync(file)
    rmSync(file)
    write(file, own)
    const before = describeFolder(folder) as unknown[]
    await expect(openStoreIn(folder)).rejects.toMatchObject({ name: 'StorageError', reason })
    const after = (describeFolder(folder) as [string][]).filter(([name]) => !name.includes('.damaged-'))
    expect(after).toEqual(before)
  })
})

test('ignores files with other names in the data folder', async () => {
  for (const name of ['accounts.x.journal', 'accounts.01.journal', 'accounts.db.old', 'notes.txt']) {
    writeFileSync(join(folder, name), 'theirs')
  }
  const store = await openStoreIn(folder)
  addAccount(store, 'a@x')
  await store.close()
  expect(readFileSync(join(folder, 'accounts.x.journal'), 'utf8')).toBe('theirs')
  expect(readFileSync(join(folder, 'accounts.01.journal'), 'utf8')).toBe('theirs')
})
