import { afterEach, expect, test } from 'vitest'
import type { DatabaseDeps, OpenedDatabase } from '../../../main/database/api'
import { migrations } from '../../../main/database/engine/migrations'
import { createAttempts } from '../../../main/database/tables/attempts'
import { createAudit } from '../../../main/database/tables/audit'
import { createEvents } from '../../../main/database/tables/events'
import { createUsers } from '../../../main/database/tables/users'
import { createMemoryDisk } from '../../support/memory-disk'
import type { MemoryDisk } from '../../support/memory-disk'
import { accounts, addAccount, emails, openStoreIn } from '../../support/store'

const limits = { growthMaxBytes: 250_000, reserveMaxBytes: 350_000, readMaxBytes: 400_000, journalMaxBytes: 50_000 }
const tooLarge: unknown = expect.objectContaining({ name: 'StorageError', reason: 'tooLarge' })

let disk: MemoryDisk
let added = 0
let store: OpenedDatabase
const openOn = async (more: Partial<DatabaseDeps> = {}): Promise<OpenedDatabase> =>
  (store = await openStoreIn('/disk', { fs: disk, limits, ...more }))
const begin = (more: Partial<DatabaseDeps> = {}) => {
  disk = createMemoryDisk()
  return openOn(more)
}
const reopened = (more: Partial<DatabaseDeps> = {}) => {
  disk.killProcess()
  return openOn(more)
}
afterEach(() => store.close())

const size = () => Number(store.get('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size')?.[0])
const newEmail = () => `${(added += 1)}-${'x'.repeat(40)}@example.com`

/** Adds accounts until one is refused. Returns the database as it then is. */
function fill(): string[] {
  expect(() => {
    for (;;) addAccount(store, newEmail())
  }).toThrow(tooLarge)
  return accounts(store)
}

test('growth ends below what the store can read: it opens again with everything in it', async () => {
  await begin()
  const full = fill()
  expect(size()).toBeGreaterThan(200_000)
  expect(size()).toBeLessThanOrEqual(limits.growthMaxBytes)
  expect(accounts(await reopened())).toEqual(full)
  await store.close()
  expect(accounts(await openOn())).toEqual(full)
  expect(() => addAccount(store, newEmail(), 'h'.repeat(9000))).toThrow(tooLarge)
})

test('one transaction that would pass the limit is refused as a whole, in memory and on the disk', async () => {
  await begin()
  addAccount(store, 'a@x')
  const before = disk.bytes('accounts.0.journal')
  const addMany = (): void =>
    store.transaction(() => {
      for (let n = 0; n < 2000; n += 1) addAccount(store, `${n}@example.com`, 'h'.repeat(60))
    })
  expect(addMany).toThrow(tooLarge)
  expect(emails(store)).toEqual(['a@x'])
  expect(disk.bytes('accounts.0.journal')).toEqual(before)
  expect(addAccount(store, 'b@x')).toBe(2)
})

test('log-in, lock, counters, the audit and preferences go on in a full store', async () => {
  await begin()
  const full = fill().length
  const [users, events] = [createUsers(store), createEvents(store)]
  const [attempts, audit] = [createAttempts(store), createAudit(store)]
  for (let id = 1; id <= full; id += 1) {
    attempts.write(id, 'logIn', { count: 5, lastAt: id })
    store.transaction(() => {
      users.updateUser(id, { sessionId: `session-of-${id}-${'s'.repeat(24)}`, lastLogInAt: id, displayName: 'Ana' })
      events.add(id, id, 'loggedIn', 'done')
      audit.add({ at: id, act: 'accountDisabled', actor: 'a@x', target: 'b@x' })
    })
    users.updateUser(id, { sessionId: null })
  }
  expect(size()).toBeGreaterThan(limits.growthMaxBytes)
  expect(() => addAccount(store, newEmail())).toThrow(tooLarge)
  const counted = (): unknown => store.get('SELECT count(*) FROM events')
  expect(counted()).toEqual([full])
  await reopened()
  expect(counted()).toEqual([full])
})

test('new accounts use the pages of deleted ones', async () => {
  await begin()
  const full = fill()
  const users = createUsers(store)
  for (let id = 1; id <= full.length / 2; id += 1) users.removeUser(id)
  expect(fill().length).toBeGreaterThan(full.length * 0.9)
  expect(size()).toBeLessThanOrEqual(limits.growthMaxBytes)
})

test('where even events find no room, deletion and pruning make room again', async () => {
  await begin()
  fill()
  const events = createEvents(store)
  let at = 0
  const addEvent = (): void => events.add(1, (at += 1), 'loggedIn', 'refused')
  expect(() => {
    for (;;) addEvent()
  }).toThrow(tooLarge)
  expect(size()).toBeGreaterThan(limits.growthMaxBytes)
  expect(size()).toBeLessThanOrEqual(limits.reserveMaxBytes)
  createUsers(store).removeUser(2)
  events.pruneBefore(at / 2)
  for (let n = 0; n < 100; n += 1) addEvent()
  await reopened()
  expect(createUsers(store).stillHas(2, {})).toBe(false)
})

test('a store that is larger than every limit of growth opens, and can be used and made smaller', async () => {
  await begin()
  const full = fill()
  const small = { limits: { ...limits, growthMaxBytes: 100_000, reserveMaxBytes: 100_000 } }
  expect(accounts(await reopened(small))).toEqual(full)
  createUsers(store).updateUser(1, { failuresSinceLogIn: 3 })
  createAttempts(store).write(1, 'logIn', { count: 1, lastAt: 1 })
  store.transaction(() => {
    createUsers(store).removeUser(2)
    createEvents(store).add(1, 1, 'loggedIn', 'done')
  })
  expect(accounts(await reopened(small))).toHaveLength(full.length - 1)
})

test('texts of a table without a reserve do not grow in a full store', async () => {
  const notes = {
    version: migrations.length + 1,
    sql: 'CREATE TABLE notes (id INTEGER PRIMARY KEY NOT NULL, text TEXT NOT NULL)',
  }
  await begin({ migrations: [...migrations, notes] })
  const save = (text: string) => () =>
    store.transaction(() => store.run('UPDATE notes SET text = ? WHERE id = 1', [text]))
  store.transaction(() => store.run('INSERT INTO notes (id, text) VALUES (1, ?)', ['n'.repeat(5000)]))
  fill()
  const events = createEvents(store)
  while (size() <= limits.growthMaxBytes) events.add(1, 1, 'loggedIn', 'done')
  expect(save('n'.repeat(30_000))).toThrow(tooLarge)
  expect(store.get('SELECT length(text) FROM notes')).toEqual([5000])
  expect(save('shorter')).not.toThrow()
})

test('a record that would make the journal too long to be read is refused', async () => {
  await begin()
  addAccount(store, 'a@x')
  const rewrite = (times: number) => () =>
    store.transaction(() => {
      for (let n = 0; n < times; n += 1) store.run('UPDATE users SET display_name = ?', [`${n}`.padEnd(1000)])
    })
  expect(rewrite(500)).toThrow(tooLarge)
  expect(store.get('SELECT display_name FROM users')).toEqual([null])
  expect(rewrite(50)).not.toThrow()
  await reopened()
  expect(store.get('SELECT display_name FROM users')).toEqual(['49'.padEnd(1000)])
})

test('a checkpoint never writes a snapshot that the next open would refuse', async () => {
  const tight = { limits: { readMaxBytes: 150_000, journalPreallocateBytes: 0 } }
  await begin(tight)
  const before = disk.bytes('accounts.db')
  while (size() <= 150_000) addAccount(store, newEmail(), 'h')
  const all = accounts(store)
  await store.checkpoint()
  await store.close()
  expect(disk.bytes('accounts.db')).toEqual(before)
  expect(accounts(await openOn(tight))).toEqual(all)
})
