import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { StorageError } from '../../../main/database/engine/storage-error'
import { editByHand, flipByte } from '../../support/by-hand'
import { temporaryFolder } from '../../support/data-folder'
import { abcd, contents, fourAccounts, names } from '../../support/four-accounts'
import { createMemoryDisk } from '../../support/memory-disk'
import { accounts, addAccount, emails, openStoreIn } from '../../support/store'

describe('a journal is never replayed onto a file it does not belong to', () => {
  test('quarantines journals of another store, deletes none, and reports it', async () => {
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
    const quarantined = journals.map((name) => readFileSync(join(here, `${name}.aside-20260102T030405Z`)))
    expect(quarantined).toEqual(before)
    expect(names(here)).toContain('accounts.db.bak.aside-20260102T030405Z')
  })

  test('opens a snapshot older than the oldest journal, restored by hand, without the journals, and reports it', async () => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    const old = readFileSync(join(folder, 'accounts.db'))
    await store.close()
    await fourAccounts(folder)
    writeFileSync(join(folder, 'accounts.db'), old)
    const reopened = await openStoreIn(folder)
    expect(reopened.notice?.recovered).toBe('journalSetAside')
    expect(emails(reopened)).toEqual([])
    expect(names(folder).filter((name) => name.includes('.journal.aside-'))).toHaveLength(2)
  })

  test('keeps an edit made while the journal held records, quarantines the records, and reports it', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    await editByHand(join(folder, 'accounts.db'), "UPDATE users SET hashed_password = 'edited' WHERE id = 1")
    const store = await openStoreIn(folder)
    expect(accounts(store)).toEqual(['1 a@x edited', '2 b@x hash of b@x'])
    expect(store.notice?.recovered).toBe('journalSetAside')
    expect(names(folder).filter((name) => name.includes('.journal.aside-'))).toHaveLength(2)
  })

  test('accepts an edit after a clean exit without a notice, and later changes are as durable as before', async () => {
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

  test('rejects an edited file that fails the integrity check', async () => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    for (let n = 0; n < 200; n += 1) addAccount(store, `${n}@x`)
    await store.close()
    await editByHand(join(folder, 'accounts.db'), "UPDATE users SET display_name = 'x'")
    const bytes = readFileSync(join(folder, 'accounts.db'))
    bytes.fill(0xee, 3 * 4096, 4 * 4096)
    writeFileSync(join(folder, 'accounts.db'), bytes)
    const reopened = await openStoreIn(folder)
    expect(reopened.notice?.recovered).toBe('fromBackup')
    expect(emails(reopened)).toHaveLength(200)
  })

  test('the next checkpoint keeps a file that replaced the snapshot while the app runs, under another name', async () => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    addAccount(store, 'a@x')
    rmSync(join(folder, 'accounts.db'))
    writeFileSync(join(folder, 'accounts.db'), 'another program’s')
    await store.checkpoint()
    expect(readFileSync(join(folder, 'accounts.db.aside-20260102T030405Z'), 'utf8')).toBe('another program’s')
    await store.close()
    expect(emails(await openStoreIn(folder))).toEqual(['a@x'])
  })
})

describe('on a failing disk or among files of another program', () => {
  test('keeps the journals that the old backup needs when another program replaced the snapshot', async () => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    addAccount(store, 'a@x')
    await store.checkpoint()
    addAccount(store, 'b@x')
    writeFileSync(join(folder, 'accounts.db'), 'another program’s')
    await store.checkpoint()
    addAccount(store, 'c@x')
    writeFileSync(join(folder, 'accounts.db'), '')
    const reopened = await openStoreIn(folder)
    expect(reopened.notice?.recovered).toBe('fromBackup')
    expect(emails(reopened)).toEqual(['a@x', 'b@x', 'c@x'])
  })

  test('does not continue in an older journal when the snapshot’s own journal is missing', async () => {
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

  test('leaves alone a file that changes while it is opened', async () => {
    const disk = createMemoryDisk()
    const store = await openStoreIn('/disk', { fs: disk })
    addAccount(store, 'a@x')
    await store.close()
    for (const name of disk.names().filter((file) => file.endsWith('.journal'))) disk.unlinkSync(name)
    const openSync: typeof disk.openSync = (path, flags, mode) => {
      if (flags === 'wx') disk.put('accounts.db', Buffer.from('another program’s'))
      return disk.openSync(path, flags, mode)
    }
    await expect(openStoreIn('/disk', { fs: { ...disk, openSync } })).rejects.toMatchObject({ reason: 'locked' })
    expect(Buffer.from(disk.bytes('accounts.db') ?? []).toString()).toBe('another program’s')
  })

  test('refuses a damaged snapshot among journals of two stores and changes nothing', async () => {
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

  test('does not write past a new journal that may or may not exist', async () => {
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

describe('damage that looks like an edit does not discard good journals', () => {
  test.each([
    ['damage to the timeline id', (bytes: Buffer) => bytes.indexOf('-4', bytes.indexOf('CREATE TABLE store') + 4096)],
    ['damage to the change counter', () => 26],
  ])('%s', async (_, where) => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    flipByte(join(folder, 'accounts.db'), where(readFileSync(join(folder, 'accounts.db'))))
    const store = await openStoreIn(folder)
    expect(accounts(store)).toEqual(abcd)
  })
})
