import { describe, expect, test } from 'vitest'
import { StorageError } from '../../../main/database/engine/storage-error'
import { createMemoryDisk } from '../../support/memory-disk'
import { addAccount, emails, openStoreIn } from '../../support/store'

describe('on Windows', () => {
  const lockedFor = (times: number): { fs: ReturnType<typeof createMemoryDisk>; tries: () => number } => {
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

  test('retries a rename while another program holds the file, and accepts changes meanwhile', async () => {
    const { fs, tries } = lockedFor(3)
    const store = await openStoreIn('/disk', { fs, limits: { renamePauseMs: 5 } })
    addAccount(store, 'a@x')
    const checkpoint = store.checkpoint()
    addAccount(store, 'b@x')
    await checkpoint
    expect(tries()).toBe(4)
    fs.killProcess()
    expect(emails(await openStoreIn('/disk', { fs }))).toEqual(['a@x', 'b@x'])
  })

  test('refuses only the change whose sync fails while a rename is retried', async () => {
    const { fs } = lockedFor(3)
    const store = await openStoreIn('/disk', { fs, limits: { renamePauseMs: 5 } })
    addAccount(store, 'a@x')
    const checkpoint = store.checkpoint()
    fs.failNextSync()
    expect(() => addAccount(store, 'refused@x')).toThrow(StorageError)
    await checkpoint
    expect(addAccount(store, 'b@x')).toBe(2)
  })

  test('postpones the checkpoint after ten attempts', async () => {
    const { fs, tries } = lockedFor(1000)
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

  test('never opens or syncs a folder, and never renames an open file', async () => {
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
