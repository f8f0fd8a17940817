import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import initSqlJs from 'sql.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DatabaseWorker } from '../../../main/database/worker/database-worker'
import { realWorker } from '../../support/database-worker'
import {
  endlessBackup,
  endlessStore,
  endlessUsers,
  hiddenVirtualTable,
  sharedOverflow,
  slowCheck,
} from '../../support/hostile-files'
import { ana, errorOf, loggedIn, registered, valueOf } from '../../support/people'
import { openStoreIn } from '../../support/store'
import { createTransferWorld, saveBackup, type TransferWorld } from '../../support/transfer'
import { createWorld, type World } from '../../support/world'

let folder: string
let world: World
let transfer: TransferWorld
/** The ends of all jobs, in order. */
let jobs: string[]
const sql = await initSqlJs()

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-hostile-'))
  world = await createWorld()
  jobs = []
  transfer = createTransferWorld(world, { worker: watched(realWorker(5_000)) })
  await registered(world.auth, ana)
  await loggedIn(world.auth, ana)
})
afterEach(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

/** Notes how each job ends. */
function watched(worker: DatabaseWorker): DatabaseWorker {
  return {
    run: (name, input, options) =>
      worker.run(name, input, options).then(
        (output) => {
          jobs.push('answered')
          return output
        },
        (error: unknown) => {
          jobs.push(String(error))
          throw error
        },
      ),
  }
}

const file = (bytes: Uint8Array) => {
  const path = join(folder, 'chosen.db')
  writeFileSync(path, bytes)
  return () => Promise.resolve(path)
}
const contentOf = (path: string) =>
  readdirSync(path)
    .sort()
    .map((name) => [name, readFileSync(join(path, name)).toString('base64')])

const malformed = { code: 'invalidInput', fields: { file: 'malformed' } }

describe('a hostile file', () => {
  it.each([
    ['an endless view in place of the table `backup`', () => endlessBackup(sql)],
    ['an endless view in place of the table `store`', () => endlessStore(sql)],
    ['a virtual table', () => hiddenVirtualTable(sql)],
  ])('with %s is refused as a backup without a query on it', async (_what, make) => {
    expect(errorOf(await transfer.previewRestore(file(make()), {}))).toEqual(malformed)
    expect(jobs).toEqual(['answered'])
    expect(valueOf(await world.auth.profile()).email).toBe(ana.email)
  })

  it('with a CHECK that makes an integrity check take minutes is refused as a backup', async () => {
    const backup = readFileSync(await saveBackup(world, transfer))
    expect(errorOf(await transfer.previewRestore(file(slowCheck(sql, backup)), {}))).toEqual(malformed)
    expect(jobs).toEqual(['answered', 'answered'])
  })

  it.each([
    ['a view', () => endlessUsers(sql), 'required'],
    ['a virtual table that a comment hides', () => hiddenVirtualTable(sql), 'required'],
  ])('with %s in place of `users` has no accounts to import', async (_what, make, error) => {
    const preview = await transfer.previewImport(file(make()))
    expect(errorOf(preview)).toEqual({ code: 'invalidInput', fields: { file: error } })
    expect(jobs).toEqual(['answered'])
  })

  it('whose rows share one value of 1 MB is read without that value', async () => {
    const bytes = sharedOverflow(3000, 1_000_000)
    expect(bytes.length).toBeLessThan(4_000_000)
    const preview = valueOf(await transfer.previewImport(file(bytes)))
    expect(preview?.rows).toHaveLength(3000)
    expect(preview?.rows[0]).toEqual({ email: '', status: 'badEmail' })
    expect(jobs).toEqual(['answered'])
  })

  it('as `accounts.db` leads to the Store problem and changes nothing on the disk', async () => {
    writeFileSync(join(folder, 'accounts.db'), endlessStore(sql))
    const before = contentOf(folder)
    const opening = openStoreIn(folder, { worker: watched(realWorker(5_000)) })
    await expect(opening).rejects.toMatchObject({ reason: 'foreign' })
    expect(jobs).toEqual(['answered'])
    expect(contentOf(folder)).toEqual(before)
  })
})
