import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveBackup, createTransferWorld } from '../support/transfer'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../support/people'
import { createWorld, type World } from '../support/world'

const proof = { password: ana.password }

describe('a backup', () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld()
    await registered(world.auth, ana)
    await registered(world.auth, bob)
    await loggedIn(world.auth, ana)
  })
  afterEach(() => world.close())

  it('suggests a file name with the date and without an email', async () => {
    const transfer = createTransferWorld(world)
    const names: string[] = []
    const cancel = (name: string) => {
      names.push(name)
      return Promise.resolve(null)
    }
    expect(valueOf(await transfer.backUp(cancel, proof))).toBeNull()
    expect(valueOf(await transfer.backUp(cancel, { passphrase: 'a b c', ...proof }))).toBeNull()
    expect(names).toEqual(['latchkey-backup-2026-11-22.db', 'latchkey-backup-2026-11-22.db.age'])
  })

  it('is one file that only its owner can read and that any SQLite tool opens and verifies', async () => {
    const path = await saveBackup(world, createTransferWorld(world))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(world.folder).filter((name) => name.startsWith('saved'))).toEqual(['saved.db'])
    const script = `import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
print(c.execute('PRAGMA integrity_check').fetchone()[0], [r[0] for r in c.execute('SELECT email FROM users ORDER BY id')],
  c.execute('SELECT made_at, version, accounts FROM backup').fetchone())`
    const output = execFileSync('python3', ['-c', script, path], { encoding: 'utf8' }).trim()
    expect(output).toBe(`ok ['ana@example.com', 'bob@example.com'] (${world.clock.now()}, '1.2.3', 2)`)
  })

  it('contains no session and no token', async () => {
    await loggedIn(world.auth, ana)
    const sql = await initSqlJs()
    const database = new sql.Database(readFileSync(await saveBackup(world, createTransferWorld(world))))
    const [result] = database.exec('SELECT DISTINCT session_id, reset_token, session_expires_at FROM users')
    expect(result?.values).toEqual([[null, null, null]])
    const sessionId = world.store.get('SELECT session_id FROM users WHERE email = ?', [ana.email])?.[0]
    expect(typeof sessionId).toBe('string')
    expect(readFileSync(join(world.folder, 'saved.db')).includes(String(sessionId))).toBe(false)
  })

  it('is refused without a session or with a locked one, before and after the dialog', async () => {
    const transfer = createTransferWorld(world)
    const logOutMeanwhile = async () => {
      await world.auth.logOut()
      return join(world.folder, 'saved.db')
    }
    expect(errorOf(await transfer.backUp(logOutMeanwhile, proof))).toMatchObject({ code: 'notLoggedIn' })
    expect(readdirSync(world.folder)).not.toContain('saved.db')
    const failIfAsked = () => expect.fail('a dialog was opened')
    expect(errorOf(await transfer.backUp(failIfAsked, proof))).toMatchObject({ code: 'notLoggedIn' })
    await loggedIn(world.auth, ana)
    await world.auth.lock()
    expect(errorOf(await transfer.backUp(failIfAsked, proof))).toEqual({ code: 'locked' })
  })

  it('leaves the existing files unchanged and no partial file when it cannot be written', async () => {
    const transfer = createTransferWorld(world)
    const folder = join(world.folder, 'sub')
    mkdirSync(join(folder, 'taken.db'), { recursive: true })
    writeFileSync(join(folder, 'taken.db', 'mine.txt'), 'mine')
    await expect(saveBackup(world, transfer, 'sub/taken.db')).rejects.toThrow()
    await expect(saveBackup(world, transfer, 'nowhere/saved.db')).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['taken.db'])
    expect(readFileSync(join(folder, 'taken.db', 'mine.txt'), 'utf8')).toBe('mine')
  })

  it('with a passphrase is an age file that only this passphrase opens', async () => {
    const transfer = createTransferWorld(world)
    const path = await saveBackup(world, transfer, 'saved.db.age', 'cheval correct pile agrafe')
    const bytes = readFileSync(path)
    expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    expect(bytes.includes('ana@example.com')).toBe(false)
    const choose = () => Promise.resolve(path)
    expect(errorOf(await transfer.previewRestore(choose, {}))).toEqual({
      code: 'invalidInput',
      fields: { passphrase: 'required' },
    })
    const failIfAsked = () => expect.fail('a dialog was opened again')
    expect(errorOf(await transfer.previewRestore(failIfAsked, { passphrase: 'wrong' }))).toEqual({
      code: 'invalidInput',
      fields: { passphrase: 'malformed' },
    })
    const opened = valueOf(await transfer.previewRestore(failIfAsked, { passphrase: 'cheval correct pile agrafe' }))
    expect(opened).toMatchObject({ accounts: 2, version: '1.2.3', replaces: 2 })
  })

  it('with a passphrase distinguishes a damaged file from a wrong passphrase', async () => {
    const transfer = createTransferWorld(world)
    const path = await saveBackup(world, transfer, 'saved.db.age', 'cheval')
    const bytes = readFileSync(path)
    for (const damage of ['flipped', 'cut'] as const) {
      const damaged = damage === 'cut' ? bytes.subarray(0, -100) : Buffer.from(bytes)
      if (damage === 'flipped') damaged.writeUInt8(damaged.readUInt8(bytes.length - 50) ^ 1, bytes.length - 50)
      writeFileSync(path, damaged)
      const answer = await transfer.previewRestore(() => Promise.resolve(path), { passphrase: 'cheval' })
      expect(errorOf(answer)).toEqual({ code: 'invalidInput', fields: { file: 'malformed' } })
    }
  })
})
