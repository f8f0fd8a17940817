import { describe, expect, test } from 'vitest'
import { migrations } from '../../../main/database/engine/migrations'
import { lastVersion } from '../../../main/database/engine/schema'
import { createFaultFileSystem } from '../../support/fault-file-system'
import { createMemoryDisk } from '../../support/memory-disk'
import { seeded } from '../../support/seeded'
import { addAccount, emails, openStoreIn } from '../../support/store'

describe('every record is replayed onto the schema it was written for', () => {
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

  test('replays old records before the migration, and makes a checkpoint before the first change', async () => {
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

  test('recovers from a backup of the old schema through the migration to the new records', async () => {
    const disk = await oldStore()
    const store = await openStoreIn('/disk', { fs: disk, migrations: newer })
    store.transaction(() => store.run('UPDATE users SET shown_name = ? WHERE id = 1', ['B']))
    disk.killProcess()
    disk.put('accounts.db', new Uint8Array(4096))
    const again = await openStoreIn('/disk', { fs: disk, migrations: newer })
    expect(again.notice?.recovered).toBe('fromBackup')
    expect(again.get('SELECT shown_name FROM users')).toEqual(['B'])
  })

  test('an older version of the app refuses the snapshot and the journal of a newer version', async () => {
    const disk = await oldStore()
    await openStoreIn('/disk', { fs: disk, migrations: newer })
    disk.killProcess()
    const before = disk.names()
    await expect(openStoreIn('/disk', { fs: disk })).rejects.toMatchObject({ reason: 'newer' })
    expect(disk.names()).toEqual(before)
  })

  test('a migration that fails leaves the files unchanged', async () => {
    const disk = await oldStore()
    const broken = [...migrations, { version, sql: 'ALTER TABLE users ADD COLUMN a; SELECT nonsense' }]
    await expect(openStoreIn('/disk', { fs: disk, migrations: broken })).rejects.toMatchObject({ reason: 'corrupt' })
    disk.killProcess()
    expect(emails(await openStoreIn('/disk', { fs: disk }))).toEqual(['a@x'])
  })

  test('a crash at any file-system call of the migration loses nothing', async () => {
    for (let call = 0; ; call += 1) {
      const disk = await oldStore()
      const fs = createFaultFileSystem(disk)
      fs.failAt(call, 'crash after')
      await openStoreIn('/disk', { fs, migrations: newer }).catch(() => undefined)
      if (!fs.triggered()) break
      disk.cutPower(seeded(call))
      const store = await openStoreIn('/disk', { fs: disk, migrations: newer })
      expect(store.get('SELECT email, shown_name FROM users')).toEqual(['a@x', 'A'])
    }
  })

  test('does not replay a statement that failed inside a transaction', async () => {
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
  ])('refuses a statement that uses the clock, randomness or the connection: %s', async (sql) => {
    const store = await openStoreIn('/disk', { fs: createMemoryDisk() })
    expect(() => store.transaction(() => store.run(sql))).toThrow('another result')
  })
})
