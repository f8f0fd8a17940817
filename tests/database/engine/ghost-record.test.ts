import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../support/data-folder'
import { names } from '../../support/four-accounts'
import { createMemoryDisk } from '../../support/memory-disk'
import { accounts, addAccount, emails, openStoreIn } from '../../support/store'

describe('a ghost record, written before COMMIT threw, gives one person another’s hash at replay', () => {
  test('a COMMIT that throws takes its record back', async () => {
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

  test('replay stops where a statement changes another number of rows than it did', async () => {
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

  test('a new row that does not name its id is refused', async () => {
    const store = await openStoreIn('/disk', { fs: createMemoryDisk() })
    const insert = (): number => store.run('INSERT INTO users (email, hashed_password) VALUES (?, ?)', ['a@x', 'h'])
    expect(() => store.transaction(insert)).toThrow('names its id')
  })
})

/** SQLite whose next COMMIT fails after everything before it went well. */
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

/** SQLite in whose hands an UPDATE finds no row, as over a database that is not the one it was written for. */
async function matchingNothing(): Promise<{ sql: Awaited<ReturnType<typeof initSqlJs>> }> {
  const real = await initSqlJs()
  class OtherDatabase extends real.Database {
    override prepare(sql: string): ReturnType<InstanceType<typeof real.Database>['prepare']> {
      return super.prepare(sql.replace('WHERE id = ?', 'WHERE id = ? + 1'))
    }
  }
  return { sql: { ...real, Database: OtherDatabase } }
}
