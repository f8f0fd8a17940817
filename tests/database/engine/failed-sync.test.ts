import { describe, expect, test } from 'vitest'
import { createMemoryDisk } from '../../support/memory-disk'
import { accounts, addAccount, emails, openStoreIn } from '../../support/store'

describe('a failed sync or cut-back lets later, acknowledged records vanish', () => {
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
