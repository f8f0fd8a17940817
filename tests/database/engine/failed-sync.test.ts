import { describe, expect, test } from 'vitest'
import { createDatabaseHandle } from '../../../main/database/database-handle'
import { createFaultFileSystem } from '../../support/fault-file-system'
import { createMemoryDisk } from '../../support/memory-disk'
import { accounts, addAccount, emails, openStoreIn } from '../../support/store'

describe('after a failed sync or truncation, no later acknowledged record is lost', () => {
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

  test('writes the next change into new files after a failed sync, and it survives a power cut', async () => {
    const { disk, open } = await failingSync()
    disk.cutPower(() => 0)
    expect(emails(await open())).toEqual(['a@x', 'b@x', 'c@x'])
  })

  test('gives the new files a number above that of the refused change', async () => {
    const { disk } = await failingSync()
    expect(disk.names()).toEqual(['accounts.0.journal', 'accounts.3.journal', 'accounts.db', 'accounts.db.bak'])
  })

  test('never brings back the refused change, even when recovery needs the backup and the old journal', async () => {
    const { disk, open } = await failingSync()
    disk.killProcess()
    const damaged = disk.bytes('accounts.db')?.slice() ?? new Uint8Array()
    damaged[200] = 1 + (damaged[200] ?? 0)
    disk.put('accounts.db', damaged)
    const store = await open()
    expect(store.notice?.recovered).toBe('fromBackup')
    expect(accounts(store)).toEqual(['1 a@x hash of a@x', '2 b@x hash of b@x', '3 c@x hash of c@x'])
  })

  test('never acknowledges a record behind a short write whose truncation failed too', async () => {
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
    const reopened = await openStoreIn('/disk', { fs: disk })
    expect(emails(reopened)).toEqual(['a@x', 'b@x'])
  })

  test('voids a refused record that cannot be truncated, even when recovery needs the backup and its journal', async () => {
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
      const reopened = await openStoreIn('/disk', { fs: copy })
      expect(accounts(reopened)).toEqual(['1 a@x hash of a@x', '2 b@x hash of b@x'])
    }
  })

  test('never brings back a change whose record was truncated, whatever a power cut leaves of write and truncation', async () => {
    for (let left = 0; left < 8; left += 1) {
      const disk = createMemoryDisk()
      let failing = false
      const writeSync: typeof disk.writeSync = (...args) => {
        const count = disk.writeSync(...args)
        if (failing && args[3] < 1000) throw Object.assign(new Error('EIO'), { code: 'EIO' })
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

  test('refuses changes but keeps reading while no new files can be created', async () => {
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

test('a refused change does not come back when a replacement of the database fails', async () => {
  const disk = createMemoryDisk()
  let failing = false
  const failOnce = (work: () => void) => {
    if (failing) throw Object.assign(new Error('EIO'), { code: 'EIO' })
    work()
  }
  const fs = {
    ...disk,
    fdatasyncSync: (fd: number) => failOnce(() => disk.fdatasyncSync(fd)),
    ftruncateSync: (fd: number, length: number) => failOnce(() => disk.ftruncateSync(fd, length)),
  }
  const handle = createDatabaseHandle(() => openStoreIn('/disk', { fs }))
  await handle.open()
  addAccount(handle, 'a@x')
  failing = true
  expect(() => addAccount(handle, 'refused@x')).toThrow()
  failing = false
  const swap = () => Promise.reject(Object.assign(new Error('EPERM'), { code: 'EPERM' }))
  const replacing = handle.replace(() => Promise.resolve({ confirm: () => true, swap }))
  await expect(replacing).rejects.toMatchObject({ reason: 'readOnly' })
  expect(emails(handle)).toEqual(['a@x'])
})

test('a change after a crash survives a power cut, whichever rename the crash left unsynced', async () => {
  for (let call = 0; ; call += 1) {
    const disk = createMemoryDisk()
    const fs = createFaultFileSystem(disk)
    fs.failAt(call, 'crash after')
    const dying = async () => {
      const store = await openStoreIn('/disk', { fs })
      addAccount(store, 'a@x')
      await store.checkpoint()
      addAccount(store, 'b@x')
      await store.checkpoint()
    }
    await dying().catch(() => undefined)
    if (!fs.triggered()) break
    disk.killProcess()
    addAccount(await openStoreIn('/disk', { fs: disk }), 'later@x')
    disk.cutPower(() => 0)
    const what = `crash after #${call} ${fs.calls[call] ?? ''}`
    expect(emails(await openStoreIn('/disk', { fs: disk })), what).toContain('later@x')
  }
})
