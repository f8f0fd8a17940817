import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'
import { describe, expect, test } from 'vitest'
import { nodeFileSystem } from '../../../main/database/engine/file-system'
import { migrations } from '../../../main/database/engine/migrations'
import { lastVersion } from '../../../main/database/engine/schema'
import { StorageError } from '../../../main/database/engine/storage-error'
import { createFaultFileSystem } from '../../support/fault-file-system'
import { editByHand, flipByte } from '../../support/by-hand'
import { ownSql } from '../../support/fault-scenario'
import { createMemoryDisk } from '../../support/memory-disk'
import { seeded } from '../../support/seeded'
import { temporaryFolder } from '../../support/data-folder'
import { accounts, addAccount, emails, openStoreIn } from '../../support/store'

/** One test or group for each row of the design's review, in its order, named after what it keeps from happening. */

const names = (folder: string): string[] => readdirSync(folder).sort()
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(names(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]))

/** a in the backup, b in the snapshot, c and d in the journal; the process then dies. */
async function fourAccounts(folder: string): Promise<void> {
  const store = await openStoreIn(folder)
  addAccount(store, 'a@x')
  await store.checkpoint()
  addAccount(store, 'b@x')
  await store.checkpoint()
  addAccount(store, 'c@x')
  addAccount(store, 'd@x')
}

const abcd = ['1 a@x hash of a@x', '2 b@x hash of b@x', '3 c@x hash of c@x', '4 d@x hash of d@x']

describe('1. a backup that does not fit its journal gives one person’s id and password to another', () => {
  test('a damaged snapshot is replaced by the backup and all the journals that lead on from it', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    flipByte(join(folder, 'accounts.db'), 5000)
    const store = await openStoreIn(folder)
    expect(accounts(store)).toEqual(abcd)
    expect(store.notice?.recovered).toBe('fromBackup')
    expect(addAccount(store, 'e@x')).toBe(5)
  })

  test('the damaged file is kept, and the next start needs no recovery', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    flipByte(join(folder, 'accounts.db'), 5000)
    const damaged = readFileSync(join(folder, 'accounts.db'))
    await openStoreIn(folder)
    const kept = names(folder).find((name) => name.startsWith('accounts.db.damaged-'))
    expect(readFileSync(join(folder, kept ?? ''))).toEqual(damaged)
    const store = await openStoreIn(folder)
    expect(store.notice).toBeNull()
    expect(accounts(store)).toEqual(abcd)
  })

  test('only journals that the backup does not need are deleted', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    expect(names(folder)).toEqual(['accounts.1.journal', 'accounts.2.journal', 'accounts.db', 'accounts.db.bak'])
  })

  test('with both copies damaged the store does not open, and nothing is touched', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    flipByte(join(folder, 'accounts.db'), 5000)
    flipByte(join(folder, 'accounts.db.bak'), 5000)
    const before = contents(folder)
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'corrupt' })
    expect(contents(folder)).toEqual(before)
  })
})

describe('2. a failed sync or cut-back lets later, acknowledged records vanish', () => {
  const failingSync = async (): Promise<{
    disk: ReturnType<typeof createMemoryDisk>
    open: () => ReturnType<typeof openStoreIn>
  }> => {
    const disk = createMemoryDisk()
    const open = (): ReturnType<typeof openStoreIn> => openStoreIn('/disk', { fs: disk })
    const store = await open()
    addAccount(store, 'a@x')
    disk.failNextSync()
    expect(() => addAccount(store, 'refused@x')).toThrow(expect.objectContaining({ reason: 'io' }))
    expect(emails(store)).toEqual(['a@x'])
    addAccount(store, 'b@x')
    addAccount(store, 'c@x')
    return { disk, open }
  }

  test('after a failed sync the next change goes into new files, and survives the loss of power', async () => {
    const { disk, open } = await failingSync()
    disk.cutPower(() => 0)
    expect(emails(await open())).toEqual(['a@x', 'b@x', 'c@x'])
  })

  test('the new files carry a number above that of the refused change', async () => {
    const { disk } = await failingSync()
    expect(disk.names()).toEqual(['accounts.0.journal', 'accounts.3.journal', 'accounts.db', 'accounts.db.bak'])
  })

  test('the refused change does not come back, even when the backup and the old journal are needed', async () => {
    const { disk, open } = await failingSync()
    disk.killProcess()
    const damaged = disk.bytes('accounts.db')?.slice() ?? new Uint8Array()
    damaged[200] = 1 + (damaged[200] ?? 0)
    disk.put('accounts.db', damaged)
    const store = await open()
    expect(store.notice?.recovered).toBe('fromBackup')
    expect(accounts(store)).toEqual(['1 a@x hash of a@x', '2 b@x hash of b@x', '3 c@x hash of c@x'])
  })

  test('a short write whose cut-back fails too is never followed by an acknowledged record', async () => {
    const disk = createMemoryDisk()
    let failing = false
    const fail = (code: string): never => {
      throw Object.assign(new Error(code), { code })
    }
    const fs = {
      ...disk,
      writeSync: (fd: number, bytes: Uint8Array, offset: number, length: number, position: number) =>
        failing && length < 1000
          ? (disk.writeSync(fd, bytes, offset, 9, position), fail('EIO'))
          : disk.writeSync(fd, bytes, offset, length, position),
      ftruncateSync: (fd: number, length: number) => (failing ? fail('EIO') : disk.ftruncateSync(fd, length)),
    }
    const store = await openStoreIn('/disk', { fs })
    addAccount(store, 'a@x')
    failing = true
    expect(() => addAccount(store, 'refused@x')).toThrow(expect.objectContaining({ reason: 'io' }))
    failing = false
    addAccount(store, 'b@x')
    disk.cutPower(() => 0)
    const again = await openStoreIn('/disk', { fs: disk })
    expect(emails(again)).toEqual(['a@x', 'b@x'])
  })

  test('a refused record that can’t be cut off is void, also where the backup and its journal are needed', async () => {
    const disk = createMemoryDisk()
    let failing = false
    const ftruncateSync: typeof disk.ftruncateSync = (fd, length) => {
      if (failing) throw Object.assign(new Error('EIO'), { code: 'EIO' })
      disk.ftruncateSync(fd, length)
    }
    const store = await openStoreIn('/disk', { fs: { ...disk, ftruncateSync } })
    addAccount(store, 'a@x')
    disk.failNextSync()
    failing = true
    expect(() => addAccount(store, 'refused@x')).toThrow(expect.objectContaining({ reason: 'io' }))
    failing = false
    addAccount(store, 'b@x')
    disk.killProcess()
    expect(Buffer.from(disk.bytes('accounts.0.journal') ?? []).toString('latin1')).toContain('refused@x')
    for (const lost of ['nothing', 'accounts.db']) {
      const copy = disk.copy()
      if (lost !== 'nothing') copy.unlinkSync(lost)
      const again = await openStoreIn('/disk', { fs: copy })
      expect(accounts(again)).toEqual(['1 a@x hash of a@x', '2 b@x hash of b@x'])
    }
  })

  test('a change whose record was cut off does not come back, whatever a power cut leaves of the write and the cut', async () => {
    for (let left = 0; left < 8; left += 1) {
      const disk = createMemoryDisk()
      let failing = false
      const writeSync: typeof disk.writeSync = (...given) => {
        const count = disk.writeSync(...given)
        if (failing && given[3] < 1000) throw Object.assign(new Error('EIO'), { code: 'EIO' })
        return count
      }
      const store = await openStoreIn('/disk', { fs: { ...disk, writeSync } })
      addAccount(store, 'a@x')
      failing = true
      expect(() => addAccount(store, 'refused@x')).toThrow(expect.objectContaining({ reason: 'io' }))
      let bit = 0
      disk.cutPower(() => ((left >> bit++) & 1 ? 0.5 : 0.1))
      expect(emails(await openStoreIn('/disk', { fs: disk }))).toEqual(['a@x'])
    }
  })

  test('while no new files can be made, changes are refused and reading goes on', async () => {
    const disk = createMemoryDisk()
    let full = false
    const openSync: typeof disk.openSync = (path, flags, mode) => {
      if (full && flags === 'wx') throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
      return disk.openSync(path, flags, mode)
    }
    const store = await openStoreIn('/disk', { fs: { ...disk, openSync } })
    addAccount(store, 'a@x')
    full = true
    disk.failNextSync()
    expect(() => addAccount(store, 'b@x')).toThrow(expect.objectContaining({ reason: 'io' }))
    expect(() => addAccount(store, 'b@x')).toThrow(expect.objectContaining({ reason: 'diskFull' }))
    expect(emails(store)).toEqual(['a@x'])
    full = false
    expect(addAccount(store, 'b@x')).toBe(2)
  })
})

describe('3. a ghost record, written before COMMIT threw, gives one person another’s hash at replay', () => {
  test('a COMMIT that throws takes its record back', async () => {
    const disk = createMemoryDisk()
    const { sql, failNextCommit } = await failingCommits()
    const store = await openStoreIn('/disk', { fs: disk, sql })
    addAccount(store, 'a@x')
    failNextCommit()
    expect(() => addAccount(store, 'ghost@x')).toThrow(expect.objectContaining({ reason: 'io' }))
    expect(addAccount(store, 'b@x')).toBe(2)
    disk.killProcess()
    expect(accounts(await openStoreIn('/disk', { fs: disk }))).toEqual(['1 a@x hash of a@x', '2 b@x hash of b@x'])
  })

  test('replay stops where a statement changes another number of rows than it did', async () => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    addAccount(store, 'a@x')
    await store.checkpoint()
    store.transaction(() => store.run('UPDATE users SET display_name = ? WHERE id = ?', ['A', 1]))
    const other = temporaryFolder()
    for (const name of names(folder)) copyFileSync(join(folder, name), join(other, name))
    const { sql } = await matchingNothing()
    await expect(openStoreIn(other, { sql })).rejects.toMatchObject({ reason: 'corrupt' })
    expect(emails(await openStoreIn(folder))).toEqual(['a@x'])
  })

  test('a new row that does not name its id is refused', async () => {
    const store = await openStoreIn('/disk', { fs: createMemoryDisk() })
    const insert = (): number => store.run('INSERT INTO users (email, hashed_password) VALUES (?, ?)', ['a@x', 'h'])
    expect(() => store.transaction(insert)).toThrow('names its id')
  })
})

describe('4. a journal is replayed onto a file it does not belong to', () => {
  test('journals of another store are set aside, never deleted, and it is said', async () => {
    const [here, there] = [temporaryFolder(), temporaryFolder()]
    await fourAccounts(here)
    const other = await openStoreIn(there)
    addAccount(other, 'other@x')
    await other.close()
    const journals = names(here).filter((name) => name.endsWith('.journal'))
    const before = journals.map((name) => readFileSync(join(here, name)))
    copyFileSync(join(there, 'accounts.db'), join(here, 'accounts.db'))
    const store = await openStoreIn(here)
    expect(emails(store)).toEqual(['other@x'])
    expect(store.notice?.recovered).toBe('journalSetAside')
    const aside = journals.map((name) => readFileSync(join(here, `${name}.aside-20260102T030405Z`)))
    expect(aside).toEqual(before)
    expect(names(here)).toContain('accounts.db.bak.aside-20260102T030405Z')
  })

  test('a snapshot from before the oldest journal, put back by hand, is opened alone, and it is said', async () => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    const old = readFileSync(join(folder, 'accounts.db'))
    await store.close()
    await fourAccounts(folder)
    writeFileSync(join(folder, 'accounts.db'), old)
    const again = await openStoreIn(folder)
    expect(again.notice?.recovered).toBe('journalSetAside')
    expect(emails(again)).toEqual([])
    expect(names(folder).filter((name) => name.includes('.journal.aside-'))).toHaveLength(2)
  })

  test('an edit while records were waiting is kept, the records are set aside, and it is said', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    await editByHand(join(folder, 'accounts.db'), "UPDATE users SET hashed_password = 'edited' WHERE id = 1")
    const store = await openStoreIn(folder)
    expect(accounts(store)).toEqual(['1 a@x edited', '2 b@x hash of b@x'])
    expect(store.notice?.recovered).toBe('journalSetAside')
    expect(names(folder).filter((name) => name.includes('.journal.aside-'))).toHaveLength(2)
  })

  test('an edit after a clean end is simply taken over, and what follows is as safe as ever', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    await (await openStoreIn(folder)).close()
    await editByHand(join(folder, 'accounts.db'), "INSERT INTO users (email, hashed_password) VALUES ('py@x', 'p')")
    const store = await openStoreIn(folder)
    expect(store.notice).toBeNull()
    expect(accounts(store)).toEqual([...abcd, '5 py@x p'])
    addAccount(store, 'f@x')
    const killed = await openStoreIn(folder)
    expect(killed.notice).toBeNull()
    expect(accounts(killed)).toEqual([...abcd, '5 py@x p', '6 f@x hash of f@x'])
    flipByte(join(folder, 'accounts.db'), 5000)
    expect(accounts(await openStoreIn(folder))).toEqual([...abcd, '5 py@x p', '6 f@x hash of f@x'])
  })

  test('an edited file that is not sound is not taken over', async () => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    for (let n = 0; n < 200; n += 1) addAccount(store, `${n}@x`)
    await store.close()
    await editByHand(join(folder, 'accounts.db'), "UPDATE users SET display_name = 'x'")
    const bytes = readFileSync(join(folder, 'accounts.db'))
    bytes.fill(0xee, 3 * 4096, 4 * 4096)
    writeFileSync(join(folder, 'accounts.db'), bytes)
    const again = await openStoreIn(folder)
    expect(again.notice?.recovered).toBe('fromBackup')
    expect(emails(again)).toHaveLength(200)
  })

  test('a file put there while the app runs is kept under another name at the next checkpoint', async () => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    addAccount(store, 'a@x')
    rmSync(join(folder, 'accounts.db'))
    writeFileSync(join(folder, 'accounts.db'), 'somebody’s')
    await store.checkpoint()
    expect(readFileSync(join(folder, 'accounts.db.aside-20260102T030405Z'), 'utf8')).toBe('somebody’s')
    await store.close()
    expect(emails(await openStoreIn(folder))).toEqual(['a@x'])
  })
})

describe('4, in the middle of a failing disk or a stranger’s files', () => {
  test('journals that the old backup needs stay when a file of another hand stood in place of the snapshot', async () => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    addAccount(store, 'a@x')
    await store.checkpoint()
    addAccount(store, 'b@x')
    writeFileSync(join(folder, 'accounts.db'), 'somebody’s')
    await store.checkpoint()
    addAccount(store, 'c@x')
    writeFileSync(join(folder, 'accounts.db'), '')
    const again = await openStoreIn(folder)
    expect(again.notice?.recovered).toBe('fromBackup')
    expect(emails(again)).toEqual(['a@x', 'b@x', 'c@x'])
  })

  test('a snapshot whose own journal is gone does not go on in an older one', async () => {
    const disk = createMemoryDisk()
    const store = await openStoreIn('/disk', { fs: disk })
    addAccount(store, 'a@x')
    disk.failNextSync()
    expect(() => addAccount(store, 'refused@x')).toThrow(StorageError)
    await store.close()
    disk.unlinkSync('accounts.3.journal')
    disk.put('accounts.0.journal', disk.bytes('accounts.0.journal') ?? new Uint8Array())
    addAccount(await openStoreIn('/disk', { fs: disk }), 'b@x')
    disk.killProcess()
    expect(emails(await openStoreIn('/disk', { fs: disk }))).toEqual(['a@x', 'b@x'])
  })

  test('a file that changes while it is taken over is left alone', async () => {
    const disk = createMemoryDisk()
    const store = await openStoreIn('/disk', { fs: disk })
    addAccount(store, 'a@x')
    await store.close()
    for (const name of disk.names().filter((one) => one.endsWith('.journal'))) disk.unlinkSync(name)
    const openSync: typeof disk.openSync = (path, flags, mode) => {
      if (flags === 'wx') disk.put('accounts.db', Buffer.from('somebody’s'))
      return disk.openSync(path, flags, mode)
    }
    await expect(openStoreIn('/disk', { fs: { ...disk, openSync } })).rejects.toMatchObject({ reason: 'locked' })
    expect(Buffer.from(disk.bytes('accounts.db') ?? []).toString()).toBe('somebody’s')
  })

  test('a damaged snapshot among journals of two stores is not guessed at', async () => {
    const [here, there] = [temporaryFolder(), temporaryFolder()]
    await fourAccounts(here)
    const other = await openStoreIn(there)
    for (let n = 0; n < 9; n += 1) addAccount(other, `${n}@x`)
    await other.checkpoint()
    copyFileSync(join(there, 'accounts.9.journal'), join(here, 'accounts.9.journal'))
    flipByte(join(here, 'accounts.db'), 5000)
    const before = contents(here)
    await expect(openStoreIn(here)).rejects.toMatchObject({ reason: 'corrupt' })
    expect(contents(here)).toEqual(before)
  })

  test('a new journal that may or may not be there is not written past', async () => {
    const disk = createMemoryDisk()
    let failing = false
    const fail = (): void => {
      if (failing) throw Object.assign(new Error('EIO'), { code: 'EIO' })
    }
    const fs = {
      ...disk,
      openSync: (path: string, flags: string, mode?: number) => {
        if (path === '/disk') fail()
        return disk.openSync(path, flags, mode)
      },
      unlinkSync: (path: string) => {
        if (path.endsWith('.journal')) fail()
        disk.unlinkSync(path)
      },
    }
    const store = await openStoreIn('/disk', { fs })
    addAccount(store, 'a@x')
    failing = true
    await store.checkpoint()
    failing = false
    addAccount(store, 'b@x')
    disk.killProcess()
    expect(emails(await openStoreIn('/disk', { fs: disk }))).toEqual(['a@x', 'b@x'])
  })
})

describe('4, the other way round. damage that looks like another hand’s work has good journals set aside', () => {
  test.each([
    ['the store’s id', (bytes: Buffer) => bytes.indexOf('-4', bytes.indexOf('CREATE TABLE store') + 4096)],
    ['the change counter', () => 26],
  ])('%s', async (_, where) => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    flipByte(join(folder, 'accounts.db'), where(readFileSync(join(folder, 'accounts.db'))))
    const store = await openStoreIn(folder)
    expect(accounts(store)).toEqual(abcd)
  })
})

test('5. an id that comes back brings its former owner’s activity along', async () => {
  const folder = temporaryFolder()
  const store = await openStoreIn(folder)
  for (const email of ['a@x', 'b@x', 'c@x']) addAccount(store, email)
  store.transaction(() => store.run('DELETE FROM users WHERE id = 3'))
  await store.close()
  const again = await openStoreIn(folder)
  again.transaction(() => again.run('DELETE FROM users'))
  const killed = await openStoreIn(folder)
  expect(addAccount(killed, 'd@x')).toBe(4)
})

describe('6. damage in the middle is taken for a torn tail, or zeros for a record', () => {
  const journal = 'accounts.0.journal'
  const threeRecords = async (): Promise<string> => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    for (const email of ['a@x', 'b@x', 'c@x']) addAccount(store, email)
    return folder
  }
  const endOfRecords = (folder: string): number =>
    readFileSync(join(folder, journal)).findLastIndex((byte) => byte !== 0) + 1

  test('a flipped byte before an intact record is damage; the journal stays and is copied aside', async () => {
    const folder = await threeRecords()
    flipByte(join(folder, journal), 200)
    const damaged = readFileSync(join(folder, journal))
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'corrupt' })
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'corrupt' })
    const copies = names(folder).filter((name) => name.startsWith(`${journal}.damaged-`))
    expect(copies).toHaveLength(1)
    expect(readFileSync(join(folder, copies[0] ?? ''))).toEqual(damaged)
    expect(readFileSync(join(folder, journal))).toEqual(damaged)
  })

  test('a torn tail is dropped, and it is said', async () => {
    const folder = await threeRecords()
    truncateSync(join(folder, journal), endOfRecords(folder) - 10)
    const store = await openStoreIn(folder)
    expect(emails(store)).toEqual(['a@x', 'b@x'])
    expect(store.notice).toEqual({ recovered: 'tornTail', at: Date.UTC(2026, 0, 2, 3, 4, 5) })
    expect((await openStoreIn(folder)).notice).toBeNull()
    expect(addAccount(store, 'd@x')).toBe(3)
    expect(emails(await openStoreIn(folder))).toEqual(['a@x', 'b@x', 'd@x'])
  })

  test('zeros behind the last record are no record and nothing to speak of', async () => {
    const folder = await threeRecords()
    truncateSync(join(folder, journal), endOfRecords(folder))
    truncateSync(join(folder, journal), endOfRecords(folder) + 100_000)
    const store = await openStoreIn(folder)
    expect(emails(store)).toEqual(['a@x', 'b@x', 'c@x'])
    expect(store.notice).toBeNull()
  })
})

describe('7. a file that another program left half-written is opened, or a rename breaks it', () => {
  test.each(['-journal', '-wal'])(
    'a filled accounts.db%s at open is a Store problem, all files untouched',
    async (ending) => {
      const folder = temporaryFolder()
      await fourAccounts(folder)
      writeFileSync(join(folder, `accounts.db${ending}`), 'half a transaction')
      const before = contents(folder)
      await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'locked' })
      expect(contents(folder)).toEqual(before)
      rmSync(join(folder, `accounts.db${ending}`))
      expect(accounts(await openStoreIn(folder))).toEqual(abcd)
    },
  )

  test('it holds for a folder without a snapshot too', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'accounts.db-wal'), 'half a transaction')
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'locked' })
    expect(names(folder)).toEqual(['accounts.db-wal'])
  })

  test('an empty one is nothing', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    writeFileSync(join(folder, 'accounts.db-journal'), '')
    expect(accounts(await openStoreIn(folder))).toEqual(abcd)
  })

  test('before a checkpoint’s rename it puts the checkpoint off, and changes go on', async () => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    addAccount(store, 'a@x')
    writeFileSync(join(folder, 'accounts.db-wal'), 'half a transaction')
    const before = readFileSync(join(folder, 'accounts.db'))
    await store.checkpoint()
    expect(readFileSync(join(folder, 'accounts.db'))).toEqual(before)
    addAccount(store, 'b@x')
    rmSync(join(folder, 'accounts.db-wal'))
    await store.checkpoint()
    expect(readFileSync(join(folder, 'accounts.db'))).not.toEqual(before)
    expect(emails(await openStoreIn(folder))).toEqual(['a@x', 'b@x'])
  })
})

describe('8. a record of one schema is replayed onto another', () => {
  const version = lastVersion(migrations) + 1
  const newer = [...migrations, { version, sql: 'ALTER TABLE users RENAME COLUMN display_name TO shown_name' }]
  const rename = (name: string) => ['UPDATE users SET display_name = ? WHERE id = 1', [name]] as const

  const oldStore = async (): Promise<ReturnType<typeof createMemoryDisk>> => {
    const disk = createMemoryDisk()
    const store = await openStoreIn('/disk', { fs: disk })
    addAccount(store, 'a@x')
    store.transaction(() => store.run(...rename('A')))
    disk.killProcess()
    return disk
  }

  test('old records are replayed before the step, and a checkpoint comes before the first change', async () => {
    const disk = await oldStore()
    const store = await openStoreIn('/disk', { fs: disk, migrations: newer })
    const written = disk.bytes('accounts.db')
    expect(Buffer.from(written ?? []).readUInt32BE(60)).toBe(version)
    expect(store.get('SELECT shown_name FROM users')).toEqual(['A'])
    store.transaction(() => store.run('UPDATE users SET shown_name = ? WHERE id = 1', ['B']))
    disk.killProcess()
    const again = await openStoreIn('/disk', { fs: disk, migrations: newer })
    expect(again.get('SELECT shown_name FROM users')).toEqual(['B'])
  })

  test('the backup of the old schema leads through the step to the records of the new one', async () => {
    const disk = await oldStore()
    const store = await openStoreIn('/disk', { fs: disk, migrations: newer })
    store.transaction(() => store.run('UPDATE users SET shown_name = ? WHERE id = 1', ['B']))
    disk.killProcess()
    disk.put('accounts.db', new Uint8Array(4096))
    const again = await openStoreIn('/disk', { fs: disk, migrations: newer })
    expect(again.notice?.recovered).toBe('fromBackup')
    expect(again.get('SELECT shown_name FROM users')).toEqual(['B'])
  })

  test('an older version of the app refuses the file and the journal of a newer one', async () => {
    const disk = await oldStore()
    await openStoreIn('/disk', { fs: disk, migrations: newer })
    disk.killProcess()
    const before = disk.names()
    await expect(openStoreIn('/disk', { fs: disk })).rejects.toMatchObject({ reason: 'newer' })
    expect(disk.names()).toEqual(before)
  })

  test('a step that fails leaves the files as they were', async () => {
    const disk = await oldStore()
    const broken = [...migrations, { version, sql: 'ALTER TABLE users ADD COLUMN a; SELECT nonsense' }]
    await expect(openStoreIn('/disk', { fs: disk, migrations: broken })).rejects.toMatchObject({ reason: 'corrupt' })
    disk.killProcess()
    expect(emails(await openStoreIn('/disk', { fs: disk }))).toEqual(['a@x'])
  })

  test('a crash at any call of the step loses nothing', async () => {
    for (let call = 0; ; call += 1) {
      const disk = await oldStore()
      const fs = createFaultFileSystem(disk)
      fs.failAt(call, 'crash after')
      await openStoreIn('/disk', { fs, migrations: newer }).catch(() => undefined)
      if (!fs.struck()) break
      disk.cutPower(seeded(call))
      const store = await openStoreIn('/disk', { fs: disk, migrations: newer })
      expect(store.get('SELECT email, shown_name FROM users')).toEqual(['a@x', 'A'])
    }
  })

  test('a statement that failed inside a transaction is not replayed', async () => {
    const disk = createMemoryDisk()
    const store = await openStoreIn('/disk', { fs: disk })
    addAccount(store, 'a@x')
    store.transaction(() => {
      expect(() => addAccount(store, 'A@X')).toThrow('UNIQUE')
      store.run(...rename('still here'))
    })
    disk.killProcess()
    const again = await openStoreIn('/disk', { fs: disk })
    expect(again.all('SELECT email, display_name FROM users')).toEqual([['a@x', 'still here']])
  })

  test.each([
    "UPDATE users SET created_at = strftime('%s', 'now')",
    'UPDATE users SET created_at = CURRENT_TIMESTAMP',
    'UPDATE users SET session_id = hex(randomblob(16))',
    'INSERT INTO events (id, user_id, at, event, outcome) VALUES (1, last_insert_rowid(), 1, 2, 3)',
  ])('no clock and no chance in what is journalled: %s', async (sql) => {
    const store = await openStoreIn('/disk', { fs: createMemoryDisk() })
    expect(() => store.transaction(() => store.run(sql))).toThrow('another result')
  })
})

describe('9. an empty database takes the place of one that is missing or unreadable', () => {
  test('without a snapshot the backup is used, and it is said', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    rmSync(join(folder, 'accounts.db'))
    const store = await openStoreIn(folder)
    expect(accounts(store)).toEqual(abcd)
    expect(store.notice?.recovered).toBe('fromBackup')
  })

  test('without snapshot and backup, a journal alone is damage, not a first run', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    rmSync(join(folder, 'accounts.db'))
    rmSync(join(folder, 'accounts.db.bak'))
    const before = contents(folder)
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'corrupt' })
    expect(contents(folder)).toEqual(before)
  })

  test('a backup that does not lead to the journals is not opened instead', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    rmSync(join(folder, 'accounts.1.journal'))
    rmSync(join(folder, 'accounts.db'))
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'corrupt' })
    expect(existsSync(join(folder, 'accounts.db'))).toBe(false)
  })

  test('a first run that dies at any call is a first run again, or a finished one', async () => {
    const sql = await ownSql()
    for (let round = 0; ; round += 1) {
      const disk = createMemoryDisk()
      const fs = createFaultFileSystem(disk)
      fs.failAt(round >> 3, 'crash after')
      await openStoreIn('/disk', { fs, sql }).catch(() => undefined)
      if (!fs.struck()) break
      disk.cutPower(seeded(round))
      const store = await openStoreIn('/disk', { fs: disk, sql })
      expect(store.notice).toBeNull()
      expect(addAccount(store, 'a@x')).toBe(1)
      sql.closeAll()
    }
  }, 60_000)

  test('a checkpoint that fails is no failed call, and is made up for later', async () => {
    const folder = temporaryFolder()
    const real = nodeFileSystem()
    const logged: string[] = []
    let failing = true
    const renameSync: typeof real.renameSync = (from, to) => {
      if (failing && to.endsWith('accounts.db')) throw Object.assign(new Error('EIO'), { code: 'EIO' })
      real.renameSync(from, to)
    }
    failing = false
    const store = await openStoreIn(folder, { fs: { ...real, renameSync }, log: (event) => void logged.push(event) })
    failing = true
    addAccount(store, 'a@x')
    await store.checkpoint()
    expect(logged).toContain('checkpoint failed')
    addAccount(store, 'b@x')
    expect(emails(await openStoreIn(folder))).toEqual(['a@x', 'b@x'])
    expect(store.checkpointDue()).toBe(true)
    failing = false
    await store.checkpoint()
    expect(store.checkpointDue()).toBe(false)
    expect(emails(await openStoreIn(folder))).toEqual(['a@x', 'b@x'])
  })

  test('what follows a checkpoint that failed at its rename survives the loss of power', async () => {
    const disk = createMemoryDisk()
    let failing = false
    const renameSync: typeof disk.renameSync = (from, to) => {
      if (failing && to.endsWith('accounts.db')) throw Object.assign(new Error('EIO'), { code: 'EIO' })
      disk.renameSync(from, to)
    }
    const store = await openStoreIn('/disk', { fs: { ...disk, renameSync } })
    addAccount(store, 'a@x')
    failing = true
    await store.checkpoint()
    addAccount(store, 'b@x')
    disk.cutPower(() => 0)
    expect(emails(await openStoreIn('/disk', { fs: disk }))).toEqual(['a@x', 'b@x'])
  })

  test('where the file system has no second names, the backup is a copy', async () => {
    const folder = temporaryFolder()
    const linkSync = (): never => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' })
    }
    const store = await openStoreIn(folder, { fs: { ...nodeFileSystem(), linkSync } })
    addAccount(store, 'a@x')
    const former = readFileSync(join(folder, 'accounts.db'))
    await store.checkpoint()
    expect(readFileSync(join(folder, 'accounts.db.bak'))).toEqual(former)
    expect(statSync(join(folder, 'accounts.db.bak')).mode & 0o777).toBe(0o600)
  })
})

test('10. two writers of one folder overwrite each other’s accounts', async () => {
  const folder = temporaryFolder()
  const [first, second] = [await openStoreIn(folder), await openStoreIn(folder)]
  addAccount(second, 'second@x')
  await second.checkpoint()
  const ofSecond = readFileSync(join(folder, 'accounts.db'))
  addAccount(first, 'first@x')
  await first.checkpoint()
  const kept = names(folder).filter((name) => name.startsWith('accounts.db.aside-'))
  expect(kept.map((name) => readFileSync(join(folder, name)))).toEqual([ofSecond])
})

describe('11. what Windows does differently loses a checkpoint or stops a change', () => {
  const held = (times: number): { fs: ReturnType<typeof createMemoryDisk>; tries: () => number } => {
    const disk = createMemoryDisk('win32')
    let tries = 0
    const renameSync: typeof disk.renameSync = (from, to) => {
      if (to.endsWith('accounts.db') && disk.bytes('accounts.db') && tries++ < times) {
        throw Object.assign(new Error('EPERM'), { code: 'EPERM' })
      }
      disk.renameSync(from, to)
    }
    return { fs: { ...disk, renameSync }, tries: () => tries }
  }

  test('a rename is tried again while another program holds the file, and changes go on meanwhile', async () => {
    const { fs, tries } = held(3)
    const store = await openStoreIn('/disk', { fs, limits: { renamePauseMs: 5 } })
    addAccount(store, 'a@x')
    const checkpoint = store.checkpoint()
    addAccount(store, 'b@x')
    await checkpoint
    expect(tries()).toBe(4)
    fs.killProcess()
    expect(emails(await openStoreIn('/disk', { fs }))).toEqual(['a@x', 'b@x'])
  })

  test('a change whose sync fails meanwhile is the only one refused', async () => {
    const { fs } = held(3)
    const store = await openStoreIn('/disk', { fs, limits: { renamePauseMs: 5 } })
    addAccount(store, 'a@x')
    const checkpoint = store.checkpoint()
    fs.failNextSync()
    expect(() => addAccount(store, 'refused@x')).toThrow(StorageError)
    await checkpoint
    expect(addAccount(store, 'b@x')).toBe(2)
  })

  test('after ten tries the checkpoint is put off', async () => {
    const { fs, tries } = held(1000)
    const logged: string[] = []
    const store = await openStoreIn('/disk', {
      fs,
      limits: { renamePauseMs: 1 },
      log: (event) => void logged.push(event),
    })
    addAccount(store, 'a@x')
    await store.checkpoint()
    expect(tries()).toBe(10)
    expect(logged).toContain('checkpoint failed')
    expect(addAccount(store, 'b@x')).toBe(2)
  })

  test('no folder is ever opened or synced, and no file is open while it is renamed', async () => {
    const disk = createMemoryDisk('win32')
    const open = new Map<number, string>()
    const openSync: typeof disk.openSync = (path, flags, mode) => {
      expect(path).toContain('accounts.')
      const fd = disk.openSync(path, flags, mode)
      open.set(fd, path)
      return fd
    }
    const closeSync = (fd: number): void => {
      open.delete(fd)
      disk.closeSync(fd)
    }
    const renameSync = (from: string, to: string): void => {
      expect([...open.values()]).not.toContain(from)
      expect([...open.values()]).not.toContain(to)
      disk.renameSync(from, to)
    }
    const store = await openStoreIn('/disk', { fs: { ...disk, openSync, closeSync, renameSync } })
    addAccount(store, 'a@x')
    await store.checkpoint()
    addAccount(store, 'b@x')
    await store.close()
    expect(emails(await openStoreIn('/disk', { fs: disk }))).toEqual(['a@x', 'b@x'])
  })
})

/** SQLite whose next COMMIT fails after everything before it went well. */
async function failingCommits(): Promise<{ sql: Awaited<ReturnType<typeof initSqlJs>>; failNextCommit: () => void }> {
  const real = await initSqlJs()
  let failing = false
  class FailingDatabase extends real.Database {
    override prepare(sql: string): ReturnType<InstanceType<typeof real.Database>['prepare']> {
      const statement = super.prepare(sql)
      if (sql !== 'COMMIT') return statement
      const step = statement.step.bind(statement)
      statement.step = () => {
        if (!failing) return step()
        failing = false
        throw new Error('out of memory')
      }
      return statement
    }
  }
  return { sql: { ...real, Database: FailingDatabase }, failNextCommit: () => (failing = true) }
}

/** SQLite in whose hands an UPDATE finds no row, as over a database that is not the one it was written for. */
async function matchingNothing(): Promise<{ sql: Awaited<ReturnType<typeof initSqlJs>> }> {
  const real = await initSqlJs()
  class OtherDatabase extends real.Database {
    override prepare(sql: string): ReturnType<InstanceType<typeof real.Database>['prepare']> {
      return super.prepare(sql.replace('WHERE id = ?', 'WHERE id = ? + 1'))
    }
  }
  return { sql: { ...real, Database: OtherDatabase } }
}
