import { chmodSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, expectTypeOf, test } from 'vitest'
import type { Database, OpenedDatabase } from '../../../main/database/api'
import { temporaryFolder } from '../../support/data-folder'
import { createMemoryDisk } from '../../support/memory-disk'
import type { MemoryDisk } from '../../support/memory-disk'
import { addAccount, emails, openStoreIn } from '../../support/store'

const openOn = (disk: MemoryDisk): Promise<OpenedDatabase> => openStoreIn('/disk', { fs: disk })
const reopened = async (disk: MemoryDisk): Promise<OpenedDatabase> => {
  disk.killProcess()
  return openOn(disk)
}

test('refuses an async callback by type', async () => {
  const store = await openOn(createMemoryDisk())
  expectTypeOf<Parameters<typeof store.transaction<Promise<number>>>[0]>().returns.toBeNever()
  expectTypeOf<Parameters<typeof store.transaction<number>>[0]>().returns.toBeNumber()
  expect(store.transaction(() => 1)).toBe(1)
})

test('refuses and rolls back an async callback that evades the type', async () => {
  const store = await openOn(createMemoryDisk())
  const asyncCallback = (): never => Promise.resolve(addAccount(store, 'a@x')) as never
  expect(() => store.transaction(asyncCallback)).toThrow('synchronous')
  expect(emails(store)).toEqual([])
})

test('returns the result of the callback', async () => {
  const store = await openOn(createMemoryDisk())
  expect(store.transaction(() => 'answer')).toBe('answer')
})

test('rolls back everything when the callback throws, on disk and in memory', async () => {
  const disk = createMemoryDisk()
  const store = await openOn(disk)
  const failing = (): never => {
    addAccount(store, 'a@x')
    throw new Error('changed my mind')
  }
  expect(() => store.transaction(failing)).toThrow('changed my mind')
  expect(emails(store)).toEqual([])
  expect(emails(await reopened(disk))).toEqual([])
})

test('a nested transaction joins the outer one: both commit or neither does', async () => {
  const disk = createMemoryDisk()
  const store = await openOn(disk)
  const failing = (): never => {
    store.transaction(() => addAccount(store, 'a@x'))
    throw new Error('the outer one fails')
  }
  expect(() => store.transaction(failing)).toThrow('the outer one fails')
  store.transaction(() => {
    addAccount(store, 'b@x')
    addAccount(store, 'c@x')
  })
  expect(emails(await reopened(disk))).toEqual(['b@x', 'c@x'])
})

test('rolls back only the nested transaction when the outer one catches its error', async () => {
  const disk = createMemoryDisk()
  const store = await openOn(disk)
  store.transaction(() => {
    addAccount(store, 'a@x')
    const inner = (): never => {
      addAccount(store, 'b@x')
      throw new Error('inner')
    }
    expect(() => store.transaction(inner)).toThrow('inner')
    addAccount(store, 'c@x')
  })
  expect(emails(store)).toEqual(['a@x', 'c@x'])
  expect(emails(await reopened(disk))).toEqual(['a@x', 'c@x'])
})

test('writes nothing to disk when nothing changed', async () => {
  const disk = createMemoryDisk()
  const store = await openOn(disk)
  addAccount(store, 'a@x')
  const before = disk.bytes('accounts.0.journal')
  store.transaction(() => store.get('SELECT 1'))
  store.transaction(() => store.run("UPDATE users SET display_name = 'x' WHERE id = 99"))
  expect(disk.bytes('accounts.0.journal')).toBe(before)
})

test('changes rows only inside a transaction, and only through run', async () => {
  const store = await openOn(createMemoryDisk())
  expect(() => store.run('DELETE FROM users')).toThrow('outside a transaction')
  expect(() => store.transaction(() => store.run('DROP TABLE users'))).toThrow('INSERT, UPDATE or DELETE')
  expect(() => store.transaction(() => store.run('DELETE FROM users; DELETE FROM events'))).toThrow('one statement')
  expect(() => store.get('DELETE FROM users RETURNING id')).toThrow('SELECT')
  expect(() => store.all('PRAGMA user_version = 7')).toThrow('SELECT')
})

test('a replay restores text, numbers, bytes and null exactly', async () => {
  const disk = createMemoryDisk()
  const store = await openOn(disk)
  const values = ['é\0"\u2028💡', 2 ** 53 - 1, -0.1, null, new Uint8Array([0, 255, 10])] as const
  addAccount(store, 'a@x')
  store.transaction(() => {
    for (const value of values) {
      const id = Number(store.get("SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'events'")?.[0]) + 1
      store.run('INSERT INTO events (id, user_id, at, event, outcome) VALUES (?, 1, 1, 1, ifnull(?, ?))', [
        id,
        value,
        'null',
      ])
    }
  })
  const all = (from: Database): unknown => from.all('SELECT typeof(outcome), outcome FROM events')
  const before = all(store)
  expect(all(await reopened(disk))).toEqual(before)
})

test('refuses NaN and Infinity', async () => {
  const store = await openOn(createMemoryDisk())
  const update = (value: number) => () => store.run('UPDATE users SET created_at = ?', [value])
  expect(() => store.transaction(update(NaN))).toThrow('finite')
  expect(() => store.transaction(update(Infinity))).toThrow('finite')
})

test('commits nothing after an error that may have made SQLite roll back on its own', async () => {
  const disk = createMemoryDisk()
  const store = await openOn(disk)
  const ignoreError = (): void => {
    addAccount(store, 'a@x')
    expect(() => store.run('UPDATE users SET no_such_column = 1')).toThrow('no such column')
    expect(() => addAccount(store, 'b@x')).toThrow('no such column')
  }
  expect(() => store.transaction(ignoreError)).toThrow('no such column')
  expect(emails(store)).toEqual([])
  expect(emails(await reopened(disk))).toEqual([])
})

test('makes a checkpoint before a change once the journal exceeds its maximum', async () => {
  const disk = createMemoryDisk()
  const store = await openStoreIn('/disk', { fs: disk, limits: { journalDueBytes: 300, journalMaxBytes: 1000 } })
  expect(store.checkpointDue()).toBe(false)
  for (let n = 0; n < 4; n += 1) addAccount(store, `${n}@x`)
  expect(store.checkpointDue()).toBe(true)
  expect(disk.names()).toContain('accounts.0.journal')
  for (let n = 4; n < 40; n += 1) addAccount(store, `${n}@x`)
  expect(disk.names().filter((name) => name.endsWith('.journal'))).toHaveLength(2)
  expect(emails(await reopened(disk))).toHaveLength(40)
})

test('makes a checkpoint after an earlier one that had nothing to do', async () => {
  const disk = createMemoryDisk()
  const store = await openOn(disk)
  await store.checkpoint()
  addAccount(store, 'a@x')
  await store.checkpoint()
  expect(disk.names()).toContain('accounts.1.journal')
})

test('the next snapshot does not contain deleted data', async () => {
  const disk = createMemoryDisk()
  const store = await openOn(disk)
  addAccount(store, 'forget-me@x', 'forget this hash too')
  await store.checkpoint()
  const text = (): string => Buffer.from(disk.bytes('accounts.db') ?? []).toString('latin1')
  expect(text()).toContain('forget')
  store.transaction(() => store.run('DELETE FROM users'))
  await store.checkpoint()
  expect(text()).not.toContain('forget')
})

test('makes its files accessible to their owner only', async () => {
  const folder = temporaryFolder()
  chmodSync(folder, 0o755)
  const first = await openStoreIn(folder)
  addAccount(first, 'a@x')
  await first.close()
  const modes = (): number[] => readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)
  expect(new Set(modes())).toEqual(new Set([0o600]))
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644)
  await openStoreIn(folder)
  expect(new Set(modes())).toEqual(new Set([0o600]))
})

test('throws a storage error after close', async () => {
  const store = await openOn(createMemoryDisk())
  await store.close()
  await store.close()
  expect(() => addAccount(store, 'a@x')).toThrow(expect.objectContaining({ reason: 'io' }))
})

test('distinguishes a full disk, a read-only disk, a locked file and an I/O error', async () => {
  for (const [code, reason] of [
    ['ENOSPC', 'diskFull'],
    ['EROFS', 'readOnly'],
    ['EACCES', 'readOnly'],
    ['EBUSY', 'locked'],
    ['EIO', 'io'],
  ] as const) {
    const disk = createMemoryDisk()
    let failing = false
    const writeSync: typeof disk.writeSync = (...args) => {
      if (failing) throw Object.assign(new Error(code), { code })
      return disk.writeSync(...args)
    }
    const store = await openStoreIn('/disk', { fs: { ...disk, writeSync } })
    failing = true
    expect(() => addAccount(store, 'a@x')).toThrow(expect.objectContaining({ reason }))
    failing = false
    expect(addAccount(store, 'a@x')).toBe(1)
  }
})
