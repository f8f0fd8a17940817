import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeFileSystem } from '../../../main/database/engine/file-system'
import { createFaultFileSystem } from '../../support/fault-file-system'
import { temporaryFolder } from '../../support/data-folder'
import { createTrackedSql } from '../../support/fault-scenario'
import { abcd, contents, fourAccounts } from '../../support/four-accounts'
import { createMemoryDisk } from '../../support/memory-disk'
import { seeded } from '../../support/seeded'
import { accounts, addAccount, emails, openStoreIn } from '../../support/store'

describe('an empty database never replaces one that is missing or unreadable', () => {
  test('uses the backup when the snapshot is missing, and reports it', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    rmSync(join(folder, 'accounts.db'))
    const store = await openStoreIn(folder)
    expect(accounts(store)).toEqual(abcd)
    expect(store.notice?.recovered).toBe('fromBackup')
  })

  test('a journal without snapshot and backup is damage, not a first run', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    rmSync(join(folder, 'accounts.db'))
    rmSync(join(folder, 'accounts.db.bak'))
    const before = contents(folder)
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'corrupt' })
    expect(contents(folder)).toEqual(before)
  })

  test('does not open a backup that does not lead to the journals', async () => {
    const folder = temporaryFolder()
    await fourAccounts(folder)
    rmSync(join(folder, 'accounts.1.journal'))
    rmSync(join(folder, 'accounts.db'))
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'corrupt' })
    expect(existsSync(join(folder, 'accounts.db'))).toBe(false)
  })

  test('a first run that dies at any call is repeated or complete at the next start', async () => {
    const sql = await createTrackedSql()
    for (let round = 0; ; round += 1) {
      const disk = createMemoryDisk()
      const fs = createFaultFileSystem(disk)
      fs.failAt(round >> 3, 'crash after')
      await openStoreIn('/disk', { fs, sql }).catch(() => undefined)
      if (!fs.triggered()) break
      disk.cutPower(seeded(round))
      const store = await openStoreIn('/disk', { fs: disk, sql })
      expect(store.notice).toBeNull()
      expect(addAccount(store, 'a@x')).toBe(1)
      sql.closeAll()
    }
  })

  test('a failed checkpoint fails no call and is retried later', async () => {
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

  test('changes after a checkpoint that failed at its rename survive a power cut', async () => {
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

  test('copies the backup where the file system has no hard links', async () => {
    const folder = temporaryFolder()
    const linkSync = (): never => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' })
    }
    const store = await openStoreIn(folder, { fs: { ...nodeFileSystem(), linkSync } })
    addAccount(store, 'a@x')
    const previous = readFileSync(join(folder, 'accounts.db'))
    await store.checkpoint()
    expect(readFileSync(join(folder, 'accounts.db.bak'))).toEqual(previous)
    expect(statSync(join(folder, 'accounts.db.bak')).mode & 0o777).toBe(0o600)
  })
})
