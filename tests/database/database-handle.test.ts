import { expect, test } from 'vitest'
import { createDatabaseHandle } from '../../main/database/database-handle'
import type { OpenedDatabase } from '../../main/database/api'
import { StorageError } from '../../main/database/engine/storage-error'
import { createMemoryDisk } from '../support/memory-disk'
import { addAccount, emails, openStoreIn } from '../support/store'

test('throws the storage error to every caller until the store opens, and works afterwards', async () => {
  const disk = createMemoryDisk()
  let problem: StorageError | null = new StorageError('readOnly', 'read-only at first')
  const store = createDatabaseHandle(async () => {
    if (problem) throw problem
    return openStoreIn('/disk', { fs: disk })
  })
  await store.open()
  expect(store.problem).toBe('readOnly')
  expect(store.notice()).toBeNull()
  for (const use of [
    () => addAccount(store, 'a@x'),
    () => store.get('SELECT 1'),
    () => store.all('SELECT 1'),
    () => store.run('DELETE FROM users'),
  ]) {
    expect(use).toThrow(expect.objectContaining({ reason: 'readOnly' }))
  }
  problem = null
  await store.open()
  expect(store.problem).toBeNull()
  expect(addAccount(store, 'a@x')).toBe(1)
})

test('opens once for concurrent calls, and not again while it is open', async () => {
  let times = 0
  const store = createDatabaseHandle(() => {
    times += 1
    return openStoreIn('/disk', { fs: createMemoryDisk() })
  })
  await Promise.all([store.open(), store.open()])
  await store.open()
  expect(times).toBe(1)
})

test('makes a checkpoint only when one is due', async () => {
  const disk = createMemoryDisk()
  const store = createDatabaseHandle(() => openStoreIn('/disk', { fs: disk, limits: { journalDueBytes: 300 } }))
  await store.open()
  await store.checkpointIfDue()
  expect(disk.names()).toContain('accounts.0.journal')
  for (let n = 0; n < 5; n += 1) addAccount(store, `${n}@x`)
  await store.checkpointIfDue()
  expect(disk.names()).toContain('accounts.5.journal')
})

test('writes everything into the snapshot on close, and reports io afterwards', async () => {
  const disk = createMemoryDisk()
  const store = createDatabaseHandle(() => openStoreIn('/disk', { fs: disk }))
  await store.open()
  addAccount(store, 'a@x')
  await store.close()
  expect(store.problem).toBe('io')
  for (const name of disk.names().filter((name) => name.endsWith('.journal'))) disk.unlinkSync(name)
  expect(emails(await openStoreIn('/disk', { fs: disk }))).toEqual(['a@x'])
})

test('reports what opening had to recover', async () => {
  const disk = createMemoryDisk()
  addAccount(await openStoreIn('/disk', { fs: disk }), 'a@x')
  disk.killProcess()
  disk.put('accounts.db', new Uint8Array())
  const store = createDatabaseHandle((): Promise<OpenedDatabase> => openStoreIn('/disk', { fs: disk }))
  await store.open()
  expect(store.notice()).toEqual({ recovered: 'fromBackup', at: Date.UTC(2026, 0, 2, 3, 4, 5) })
})
