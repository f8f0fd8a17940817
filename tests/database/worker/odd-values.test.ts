import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import initSqlJs from 'sql.js'
import { describe, expect, it } from 'vitest'
import { migrations } from '../../../main/database/engine/migrations'
import { sqlTokens } from '../../../main/database/engine/schema'
import { stageFiles } from '../../../main/database/transfer/replace-files'
import { runJob } from '../../../main/database/worker/jobs'
import { temporaryFolder } from '../../support/data-folder'
import { withChecksum } from '../../support/hostile-files'
import { ana, errorOf, loggedIn, registered } from '../../support/people'
import { createMemoryDisk } from '../../support/memory-disk'
import { addAccount, openStoreIn } from '../../support/store'
import { createTransferWorld, saveBackup } from '../../support/transfer'
import { createWorld } from '../../support/world'

/**
 * Sound files of exactly our schema, with values that we could not have written. SQLite checks none
 * of them, and each would stop a call for ever or for too long.
 */

const sql = await initSqlJs()

function changed(bytes: Uint8Array, change: string): Buffer {
  const database = new sql.Database(bytes)
  database.run(change)
  const file = Buffer.from(database.export())
  database.close()
  return file
}

async function honestStore(): Promise<Uint8Array> {
  const disk = createMemoryDisk()
  const store = await openStoreIn('/disk', { fs: disk })
  addAccount(store, 'a@x')
  store.transaction(() =>
    store.run("INSERT INTO events (id, user_id, at, event, outcome) VALUES (1, 1, 1, 'x', 'done')"),
  )
  await store.close()
  return disk.bytes('accounts.db') ?? new Uint8Array()
}

const honest = await honestStore()
const inspect = (bytes: Uint8Array) => runJob(sql, 'inspectStore', { bytes, migrations }, () => undefined)
const numbered = (sequence: string) =>
  `UPDATE store SET id = 't', sequence = ${sequence}, checksum = ${crc32(`t ${Number(sequence)}`)}`
const manyRows = 'WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1000)'

describe('an accounts.db', () => {
  it('that we could have written is accepted', () => {
    expect(inspect(honest)).toMatchObject({ sequence: expect.any(Number) as number })
    expect(inspect(changed(honest, numbered('100000000000000')))).toMatchObject({ sequence: 1e14 })
  })

  it.each([
    ['a sequence number that no journal can be named after', numbered('1000000000000000')],
    ['half a sequence number', numbered('0.5')],
    ['a negative sequence number', numbered('-3')],
    ['two identities', 'INSERT INTO store SELECT * FROM store'],
    ['a thousand identities', `${manyRows} INSERT INTO store SELECT '', 0, 0 FROM n`],
    ['an account id that JavaScript rounds', 'UPDATE users SET id = 1152921504606846977'],
    ['the last event id of all', 'UPDATE events SET id = 9223372036854775800'],
    ['a negative id', 'UPDATE users SET id = -5'],
    ['the largest sequence of ids', "UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name = 'users'"],
    ['a text as sequence of ids', "UPDATE sqlite_sequence SET seq = 'x' WHERE name = 'users'"],
    ['a name of 100 kB', 'UPDATE users SET display_name = hex(zeroblob(50000))'],
    ['an email of 100 kB', 'UPDATE users SET email = zeroblob(100000)'],
  ])('with %s is refused as damaged', (_what, change) => {
    expect(inspect(changed(honest, change))).toEqual({ refused: 'damaged' })
  })

  it('whose sequence of ids was lost still gives every new account an id of its own', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'accounts.db'), changed(honest, 'DELETE FROM sqlite_sequence'))
    const world = await createWorld({ folder })
    await registered(world.auth, ana)
    expect(world.store.all('SELECT id FROM users ORDER BY id').flat()).toEqual([1, 2])
    await world.close()
  })

  it('in UTF-16 is foreign', async () => {
    const folder = temporaryFolder()
    const wide = new sql.Database()
    wide.run("PRAGMA encoding = 'UTF-16le'; PRAGMA application_id = 1280001369; PRAGMA user_version = 4")
    wide.run('CREATE TABLE t (x)')
    writeFileSync(join(folder, 'accounts.db'), wide.export())
    await expect(openStoreIn(folder)).rejects.toMatchObject({ reason: 'foreign' })
  })
})

describe('a backup', () => {
  it.each([
    ['a date that no calendar has', 'UPDATE backup SET made_at = 1e300'],
    ['a negative number of accounts', 'UPDATE backup SET accounts = -1'],
    ['ids that cannot be counted on', "UPDATE sqlite_sequence SET seq = 9007199254740992 WHERE name = 'events'"],
  ])('with %s is refused', async (_what, change) => {
    const world = await createWorld()
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    await loggedIn(world.auth, ana)
    const path = await saveBackup(world, transfer)
    const digits = 'ab'.repeat(32)
    const forged = changed(readFileSync(path), `${change}; UPDATE backup SET checksum = '${digits}'`)
    writeFileSync(path, withChecksum(forged, digits))
    const preview = await transfer.previewRestore(() => Promise.resolve(path), {})
    expect(errorOf(preview)).toEqual({ code: 'invalidInput', fields: { file: 'malformed' } })
    await world.close()
  })
})

it('a new database that would be too long to be read again is not staged', async () => {
  const folder = { fs: createMemoryDisk(), path: '/disk' }
  const replacement = { bytes: honest, identity: { timelineId: 't', sequence: 1 }, copy: null }
  const staging = stageFiles(folder, replacement, { readMaxBytes: honest.length - 1 })
  await expect(staging).rejects.toMatchObject({ reason: 'tooLarge' })
  expect(folder.fs.names()).toEqual([])
})

describe('the tokens of a definition', () => {
  it('leave out comments and white space, as SQLite knows it', () => {
    expect(sqlTokens("CREATE TABLE t (a /* x */ TEXT DEFAULT 'it''s -- one', -- y\n \"b c\" INT)")).toEqual([
      'CREATE',
      'TABLE',
      't',
      '(',
      'a',
      'TEXT',
      'DEFAULT',
      "'it''s -- one'",
      ',',
      '"b c"',
      'INT',
      ')',
    ])
    for (const space of ['\u00a0', '\ufeff', '\u2003', '\u3000'])
      expect(sqlTokens(`${space}email`)).toEqual([`${space}email`])
  })
})
