import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/data-folder'
import { names } from '../../support/four-accounts'
import { createMemoryDisk } from '../../support/memory-disk'
import { accounts, addAccount, emails, openStoreIn } from '../../support/store'

// The replay of a record whose COMMIT failed would give one account the hash of another.
describe('journal and memory hold the same changes', () => {
  test('removes the record when COMMIT throws', async () => {
    const disk = createMemoryDisk()
    const { sql, failNextCommit } = await failingCommits()
    const store = await openStoreIn('/disk', { fs: disk, sql })
    addAccount(store, 'a@x')
    failNextCommit()
    expect(() => addAccount(store, 'ghost@x')).toThrow(expect.objectContaining({ reason: 'io' }))
    expect(addAccount(store, 'b@x')).toBe(2)
    disk.killProcess()
    expect(accounts(await openStoreIn('/disk', { fs: disk }))).toEqual(['1 a@x hash of a@x', '2 b@x hash of b@x'])
  })

  test('replay stops at a statement that changes a different number of rows than before', async () => {
    const folder = temporaryFolder()
    const store = await openStoreIn(folder)
    addAccount(store, 'a@x')
    await store.checkpoint()
    store.transaction(() => store.run('UPDATE users SET display_name = ? WHERE id = ?', ['A', 1]))
    const other = temporaryFolder()
    for (const name of names(folder)) copyFileSync(join(folder, name), join(other, name))
    const { sql } = await matchingNothing()
    await expect(openStoreIn(other, { sql })).rejects.toMatchObject({ reason: 'corrupt' })
    expect(emails(await openStoreIn(folder))).toEqual(['a@x'])
  })

  test('refuses an INSERT without an explicit id', async () => {
    const store = await openStoreIn('/disk', { fs: createMemoryDisk() })
    const insert = (): number => store.run('INSERT INTO users (email, hashed_password) VALUES (?, ?)', ['a@x', 'h'])
    expect(() => store.transaction(insert)).toThrow('names its id')
  })
})

/** SQLite with a COMMIT that can be made to fail. */
async function failingCommits(): Promise<{ sql: Awaited<ReturnType<typeof initSqlJs>>; failNextCommit: () => void }> {
  const real = await initSqlJs()
  let failing = false
  class FailingDatabase extends real.Database {
    override prepare(sql: string): ReturnType<InstanceType<typeof real.Database>['prepare']> {
      const statement = super.prepare(sql)
      if (sql !== 'COMMIT') return statement
      const step = statement.step.bind(statement)
      statement.step = () => {
        if (!failing) return step()
        failing = false
        throw new Error('out of memory')
      }
      return statement
    }
  }
  return { sql: { ...real, Database: FailingDatabase }, failNextCommit: () => (failing = true) }
}

/** SQLite with an UPDATE that matches no row, as on a database other than the recorded one. */
async function matchingNothing(): Promise<{ sql: Awaited<ReturnType<typeof initSqlJs>> }> {
  const real = await initSqlJs()
  class OtherDatabase extends real.Database {
    override prepare(sql: string): ReturnType<InstanceType<typeof real.Database>['prepare']> {
      return super.prepare(sql.replace('WHERE id = ?', 'WHERE id = ? + 1'))
    }
  }
  return { sql: { ...real, Database: OtherDatabase } }
}
