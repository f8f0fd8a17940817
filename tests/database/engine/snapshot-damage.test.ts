import { expect, test } from 'vitest'
import { StorageError } from '../../../main/database/engine/storage-error'
import { createTrackedSql } from '../../support/fault-scenario'
import { createMemoryDisk } from '../../support/memory-disk'
import { accounts, addAccount, openStoreIn } from '../../support/store'

test('a flipped byte in the snapshot never changes an account silently: recovery uses the backup or opening fails', async () => {
  const sql = await createTrackedSql()
  const disk = createMemoryDisk()
  const store = await openStoreIn('/disk', { fs: disk, sql })
  for (let n = 0; n < 20; n += 1) addAccount(store, `${n}@x`)
  await store.checkpoint()
  addAccount(store, 'last@x')
  const expected = accounts(store)
  const bytes = disk.bytes('accounts.db') ?? new Uint8Array()
  for (let at = 0; at < bytes.length; at += at < 200 ? 1 : 211) {
    const damaged = disk.copy()
    damaged.put('accounts.db', bytes.with(at, (bytes[at] ?? 0) ^ (1 << (at % 8))))
    const result = await openStoreIn('/disk', { fs: damaged, sql }).then(accounts, (error: unknown) => error)
    if (result instanceof StorageError) expect(['foreign', 'newer', 'locked']).toContain(result.reason)
    else expect(result).toEqual(expected)
    sql.closeAll()
  }
})
