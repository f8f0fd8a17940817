import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare, hash, hashSync } from 'bcryptjs'
import initSqlJs from 'sql.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeBackup } from '../../main/database/transfer/backup-file'
import { nodeFileSystem, type FileSystem } from '../../main/database/engine/file-system'
import { migrations } from '../../main/database/engine/migrations'
import { applicationId } from '../../main/database/engine/snapshot'
import type { TransferWorld } from '../support/transfer'
import type { SessionEnded } from '../../preload/contract'
import { createFakeKeyStore } from '../support/key-store'
import { backedUp, createTransferWorld, previewed } from '../support/transfer'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../support/people'
import { createProtectedWorld, turnedOn } from '../support/two-factor'
import { createWorld, type World } from '../support/world'

const emails = (world: World) => world.store.all('SELECT email FROM users ORDER BY id').flat()
const password = ana.password

describe('restoring a backup', () => {
  let world: World
  let transfer: TransferWorld
  let path: string

  /** Ana is backed up; Bob comes after that. Ana is logged in. */
  beforeEach(async () => {
    world = await createWorld()
    transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    await loggedIn(world.auth, ana)
    path = await backedUp(world, transfer)
    await world.auth.logOut()
    await registered(world.auth, bob)
    await loggedIn(world.auth, ana)
  })
  afterEach(() => world.close())

  it('brings the accounts back as they were, and ends the session', async () => {
    const ended: SessionEnded[] = []
    transfer = createTransferWorld(world, { onSessionEnded: (end) => void ended.push(end) })
    const preview = await previewed(transfer, path)
    expect(preview).toMatchObject({ accounts: 1, version: '1.2.3', madeAt: world.clock.now(), replaces: 2 })
    expect(emails(world)).toEqual([ana.email, bob.email])
    const { keptAs } = valueOf(await transfer.restore({ id: preview.id, password }))
    expect(emails(world)).toEqual([ana.email])
    expect(errorOf(await world.auth.profile())).toMatchObject({ code: 'notLoggedIn' })
    expect(keptAs).toBe('latchkey-backup-2026-11-22.db')
    expect(ended).toEqual([{ reason: 'restored' }])
    await loggedIn(world.auth, ana)
    const { entries } = valueOf(await world.auth.activity({}))
    expect(entries.map(({ event }) => event)).toContain('restored')
  })

  it('stays after a restart and after the app died, with what came afterwards', async () => {
    const { id } = await previewed(transfer, path)
    valueOf(await transfer.restore({ id, password }))
    const carl = { email: 'carl@example.com', password: 'lune de papier' }
    await registered(world.auth, carl)
    world = await world.kill()
    expect(emails(world)).toEqual([ana.email, carl.email])
    world = await world.restart()
    expect(emails(world)).toEqual([ana.email, carl.email])
    expect(world.store.notice()).toBeNull()
  })

  it('is undone from the copy that it keeps, which never takes the place of a file', async () => {
    writeFileSync(join(world.folder, 'latchkey-backup-2026-11-22.db'), 'mine')
    const first = await previewed(transfer, path)
    const { keptAs } = valueOf(await transfer.restore({ id: first.id, password }))
    expect(keptAs).toBe('latchkey-backup-2026-11-22-2.db')
    expect(readFileSync(join(world.folder, 'latchkey-backup-2026-11-22.db'), 'utf8')).toBe('mine')
    await loggedIn(world.auth, ana)
    const undo = await previewed(transfer, join(world.folder, keptAs ?? ''))
    valueOf(await transfer.restore({ id: undo.id, password }))
    expect(emails(world)).toEqual([ana.email, bob.email])
    await loggedIn(world.auth, bob)
  })

  it('asks for the password, and a wrong one is counted, noted and changes nothing', async () => {
    const { id } = await previewed(transfer, path)
    expect(errorOf(await transfer.restore({ id }))).toEqual({ code: 'invalidInput', fields: { password: 'required' } })
    expect(errorOf(await transfer.restore({ id, password: 'wrong' }))).toEqual({ code: 'wrongCredentials' })
    expect(emails(world)).toHaveLength(2)
    const { entries } = valueOf(await world.auth.activity({}))
    expect(entries[0]).toMatchObject({ event: 'restored', outcome: 'refused' })
    for (let n = 0; n < 4; n += 1) await transfer.restore({ id, password: 'wrong' })
    expect(errorOf(await transfer.restore({ id, password }))).toMatchObject({ code: 'tooManyAttempts' })
  })

  it('is refused to whoever is not logged in or is locked, and the dialog stays closed', async () => {
    const { id } = await previewed(transfer, path)
    const never = () => expect.fail('a dialog was opened')
    await world.auth.lock()
    expect(errorOf(await transfer.previewRestore(never, {}))).toEqual({ code: 'locked' })
    expect(errorOf(await transfer.restore({ id, password }))).toEqual({ code: 'locked' })
    await world.auth.logOut()
    expect(errorOf(await transfer.previewRestore(never, {}))).toMatchObject({ code: 'notLoggedIn' })
    expect(errorOf(await transfer.automaticBackups())).toMatchObject({ code: 'notLoggedIn' })
    expect(errorOf(await transfer.restore({ id, password }))).toMatchObject({ code: 'notLoggedIn' })
    expect(emails(world)).toHaveLength(2)
  })

  it('is free while nobody has an account', async () => {
    const empty = await createWorld()
    const mover = createTransferWorld(empty)
    const { id, replaces } = await previewed(mover, path)
    expect(replaces).toBe(0)
    valueOf(await mover.restore({ id }))
    await loggedIn(empty.auth, ana)
    await empty.close()
  })

  it('is not shown to who logged out while the dialog was open', async () => {
    const choose = async () => {
      await world.auth.logOut()
      return path
    }
    expect(errorOf(await transfer.previewRestore(choose, {}))).toEqual({ code: 'notLoggedIn', reason: 'none' })
  })

  it('does only what was shown last, and only once', async () => {
    const wrongId = { code: 'invalidInput', fields: { id: 'malformed' } }
    const first = await previewed(transfer, path)
    const second = await previewed(transfer, path)
    expect(errorOf(await transfer.restore({ id: first.id, password }))).toEqual(wrongId)
    expect(errorOf(await transfer.restore({ id: '../accounts.db', password }))).toEqual(wrongId)
    const both = await Promise.all([1, 2].map(() => transfer.restore({ id: second.id, password })))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    await loggedIn(world.auth, ana)
    expect(errorOf(await transfer.restore({ id: second.id, password }))).toEqual(wrongId)
  })

  it('is done once where an automatic backup is asked for twice at once', async () => {
    await transfer.backUpIfDue()
    const [latest] = valueOf(await transfer.automaticBackups())
    const twice = [1, 2].map(() => transfer.restore({ id: latest?.id ?? '', password }).catch(() => null))
    expect((await Promise.all(twice)).filter((outcome) => outcome?.ok)).toHaveLength(1)
    expect(readdirSync(world.folder).filter((name) => name.startsWith('latchkey-backup-'))).toHaveLength(1)
  })

  it('restores the bytes that were shown, whatever became of the file', async () => {
    const { id } = await previewed(transfer, path)
    writeFileSync(path, 'gone')
    valueOf(await transfer.restore({ id, password }))
    expect(emails(world)).toEqual([ana.email])
  })

  it('refuses any other file, a damaged one, and one in use; nothing is changed', async () => {
    const bytes = readFileSync(path)
    const bad = { code: 'invalidInput', fields: { file: 'malformed' } }
    const flipped = (at: number) => {
      const copy = Buffer.from(bytes)
      copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
      return copy
    }
    const files = [
      Buffer.from('hello'),
      Buffer.alloc(0),
      bytes.subarray(0, -1),
      flipped(5000),
      flipped(20),
      flipped(70),
    ]
    for (const content of files) {
      writeFileSync(path, content)
      expect(errorOf(await transfer.previewRestore(() => Promise.resolve(path), {}))).toEqual(bad)
    }
    for (const other of [world.folder, join(world.folder, 'accounts.db')]) {
      expect(errorOf(await transfer.previewRestore(() => Promise.resolve(other), {}))).toEqual(bad)
    }
    writeFileSync(path, bytes)
    writeFileSync(`${path}-wal`, 'not empty')
    await expect(transfer.previewRestore(() => Promise.resolve(path), {})).rejects.toMatchObject({ reason: 'locked' })
    expect(emails(world)).toHaveLength(2)
  })

  it('finds every flipped bit of a backup', async () => {
    const bytes = readFileSync(path)
    const found = []
    for (let at = 0; at < bytes.length; at += 997) {
      const copy = Buffer.from(bytes)
      copy.writeUInt8(copy.readUInt8(at) ^ (1 << (at % 8)), at)
      writeFileSync(path, copy)
      found.push((await transfer.previewRestore(() => Promise.resolve(path), {}).catch(() => null))?.ok ?? false)
    }
    expect(found).not.toContain(true)
    expect(found.length).toBeGreaterThan(30)
  })

  it('refuses a backup of a newer version, though its checksum is right', async () => {
    const sql = await initSqlJs()
    const database = new sql.Database(world.store.copy())
    database.run('PRAGMA user_version = 99')
    const stamp = { madeAt: 1, version: '9.9.9', marker: 'ab'.repeat(32) }
    writeFileSync(path, makeBackup(sql, database.export(), stamp))
    await expect(transfer.previewRestore(() => Promise.resolve(path), {})).rejects.toMatchObject({ reason: 'newer' })
  })

  it('brings a backup of the first schema to the newest one', async () => {
    const sql = await initSqlJs()
    const database = new sql.Database()
    database.run(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = 1; ${migrations[0]?.sql ?? ''};
      CREATE TABLE store (id TEXT NOT NULL, sequence INTEGER NOT NULL, checksum INTEGER NOT NULL)`)
    const stamp = { madeAt: 1, version: '0.0.1', marker: 'ab'.repeat(32) }
    database.run('INSERT INTO store VALUES (?, 0, 0)', [''])
    database.run('INSERT INTO users (id, email, hashed_password) VALUES (1, ?, ?)', [
      bob.email,
      hashSync(bob.password, 4),
    ])
    writeFileSync(path, makeBackup(sql, database.export(), stamp))
    const { id, accounts } = await previewed(transfer, path)
    expect(accounts).toBe(1)
    valueOf(await transfer.restore({ id, password }))
    const profile = await loggedIn(world.auth, bob)
    expect(profile).toMatchObject({ twoFactor: false, preferences: { idleMinutes: 15 } })
    world = await world.restart()
    expect(emails(world)).toEqual([bob.email])
  })

  it('takes no trigger along, though the checksum is right', async () => {
    const sql = await initSqlJs()
    const database = new sql.Database(world.store.copy())
    database.run('CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM attempts; END')
    writeFileSync(path, makeBackup(sql, database.export(), { madeAt: 1, version: '1', marker: 'ab'.repeat(32) }))
    expect(errorOf(await transfer.previewRestore(() => Promise.resolve(path), {}))).toMatchObject({
      fields: { file: 'malformed' },
    })
  })

  it('opens nothing for a password whose comparison began before it (review 12)', async () => {
    let release = () => {}
    let held: Promise<void> | null = null
    const slow = await createWorld({
      hasher: {
        hash: (typed, cost) => hash(typed, cost),
        compare: async (typed, hashed) => {
          await held
          return compare(typed, hashed)
        },
        full: () => false,
        close: () => Promise.resolve(),
      },
    })
    const mover = createTransferWorld(slow)
    await registered(slow.auth, ana)
    await loggedIn(slow.auth, ana)
    const { id } = await previewed(mover, path)
    held = new Promise((done) => (release = done))
    const late = slow.auth.logIn(ana)
    held = null
    valueOf(await mover.restore({ id, password }))
    release()
    expect(errorOf(await late)).toEqual({ code: 'locked' })
    expect(errorOf(await slow.auth.profile())).toMatchObject({ code: 'notLoggedIn' })
    await slow.close()
  })

  it('forgets guesses of neither side: of two counts the larger stands (review 16)', async () => {
    await world.auth.logOut()
    for (let n = 0; n < 4; n += 1) await world.auth.logIn({ ...ana, password: 'wrong' })
    await loggedIn(world.auth, bob)
    const before = world.store.get("SELECT count FROM attempts WHERE kind = 'logIn'")
    const { id } = await previewed(transfer, path)
    valueOf(await transfer.restore({ id, password: bob.password }))
    expect(world.store.get("SELECT count FROM attempts WHERE kind = 'logIn'")).toEqual(before)
    await world.auth.logIn({ ...ana, password: 'wrong' })
    expect(errorOf(await world.auth.logIn(ana))).toMatchObject({ code: 'tooManyAttempts' })
  })

  it('brings no reset token and no kept session back', async () => {
    const keyStore = createFakeKeyStore()
    const kept = await createWorld({ keyStore })
    const mover = createTransferWorld(kept)
    const recoveryKey = await registered(kept.auth, ana)
    const { resetToken } = valueOf(await kept.auth.requestReset({ email: ana.email, recoveryKey }))
    valueOf(await kept.auth.logIn({ ...ana, remember: true }))
    const saved = await backedUp(kept, mover)
    const { id } = await previewed(mover, saved)
    valueOf(await mover.restore({ id, password }))
    expect(readdirSync(kept.folder)).not.toContain('session.vault')
    const reset = await kept.auth.resetPassword({ email: ana.email, resetToken, newPassword: 'chat sur le toit' })
    expect(errorOf(reset)).toEqual({ code: 'invalidResetToken' })
    const again = await kept.restart()
    expect(valueOf(await again.auth.restoreSession())).toBeNull()
    await again.close()
  })

  it('gives no number of an account to another one (review 5)', async () => {
    const { id } = await previewed(transfer, path)
    const bobsId = world.store.get('SELECT id FROM users WHERE email = ?', [bob.email])?.[0]
    valueOf(await transfer.restore({ id, password }))
    await registered(world.auth, { email: 'carl@example.com', password: 'lune de papier' })
    expect(Number(world.store.get('SELECT max(id) FROM users')?.[0])).toBeGreaterThan(Number(bobsId))
  })

  it('leaves the accounts of before or those of the backup, wherever the app dies in it', async () => {
    const before = [ana.email, bob.email]
    let steps = 0
    for (let died = true; died; steps += 1) {
      const mover = createTransferWorld(world, { fs: dyingAfter(steps) })
      const { id } = await previewed(mover, path)
      died = await mover.restore({ id, password }).then(
        () => false,
        () => true,
      )
      world = await world.kill()
      const found = emails(world)
      expect([before, [ana.email]], `after ${steps} steps`).toContainEqual(found)
      if (found.length === 1) break
      await loggedIn(world.auth, ana)
    }
    expect(steps).toBeGreaterThan(10)
  })

  it.each(['openSync', 'writeSync', 'fsyncSync', 'renameSync'] as const)(
    'leaves everything as it was when %s fails',
    async (failing) => {
      const full = () => {
        throw Object.assign(new Error('full'), { code: 'ENOSPC' })
      }
      const mover = createTransferWorld(world, { fs: { ...nodeFileSystem(), [failing]: full } })
      const { id } = await previewed(mover, path)
      await expect(mover.restore({ id, password })).rejects.toThrow('full')
      expect(emails(world)).toEqual([ana.email, bob.email])
      expect(valueOf(await world.auth.profile()).email).toBe(ana.email)
    },
  )
})

describe('restoring where the store can not be opened', () => {
  it.each([
    ['damaged', 'corrupt'],
    ['of another program', 'foreign'],
  ] as const)('works for files that are %s, and keeps them under another name', async (_what, problem) => {
    let world = await createWorld()
    await registered(world.auth, ana)
    await createTransferWorld(world).backUpIfDue()
    await world.store.close()
    const file = join(world.folder, 'accounts.db')
    if (problem === 'corrupt')
      for (const name of ['accounts.db', 'accounts.db.bak']) writeFileSync(join(world.folder, name), 'x')
    else writeFileSync(file, await foreignDatabase())
    const before = readFileSync(file)
    world = await world.kill()
    expect(world.store.problem).toBe(problem)
    const mover = createTransferWorld(world)
    const [latest] = valueOf(await mover.automaticBackups())
    const preview = valueOf(await mover.previewRestore(() => Promise.resolve(null), { id: latest?.id ?? '' }))
    expect(preview).toMatchObject({ accounts: 1, replaces: null })
    const { keptAs } = valueOf(await mover.restore({ id: preview?.id ?? '' }))
    expect(keptAs).toBeNull()
    expect(world.store.problem).toBeNull()
    await loggedIn(world.auth, ana)
    const aside = readdirSync(world.folder).filter((name) => name.startsWith('accounts.db.aside'))
    expect(readFileSync(join(world.folder, aside[0] ?? ''))).toEqual(before)
    world = await world.restart()
    await loggedIn(world.auth, ana)
    await world.close()
  })

  it('is refused while the problem is one that no backup solves', async () => {
    const world = await createWorld()
    await registered(world.auth, ana)
    await world.store.close()
    expect(world.store.problem).toBe('io')
    const never = () => expect.fail('a dialog was opened')
    expect(errorOf(await createTransferWorld(world).previewRestore(never, {}))).toEqual({
      code: 'storage',
      reason: 'io',
    })
    await world.close()
  })
})

describe('restoring and two-factor (review 16)', () => {
  it('brings back no code that was used since', async () => {
    const { world, backupCodes, freshCode } = await createProtectedWorld()
    const transfer = createTransferWorld(world)
    valueOf(await world.auth.logIn({ ...ana, code: freshCode() }))
    const path = await backedUp(world, transfer)
    await world.auth.logOut()
    const [used = '', unused = ''] = backupCodes
    valueOf(await world.auth.logIn({ ...ana, code: used }))
    const { id } = await previewed(transfer, path)
    valueOf(await transfer.restore({ id, password }))
    expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired' })
    expect(errorOf(await world.auth.logIn({ ...ana, code: used }))).toMatchObject({ code: 'wrongCode' })
    valueOf(await world.auth.logIn({ ...ana, code: unused }))
    await world.close()
  })

  it('takes the two-factor of the file for an account that is gone, its codes of now used up', async () => {
    const keyStore = createFakeKeyStore()
    const world = await createWorld({ keyStore })
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    await loggedIn(world.auth, ana)
    await turnedOn(world.auth, () => world.clock.now())
    const path = await backedUp(world, transfer)
    valueOf(await world.auth.deleteAccount({ password }))
    const { id } = await previewed(transfer, path)
    valueOf(await transfer.restore({ id }))
    expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired' })
    const step = world.store.get('SELECT totp_last_step FROM users')?.[0]
    expect(step).toBe(Math.floor(world.clock.now() / 30_000))
    await world.close()
  })

  it('does not turn on what was turned off after the backup was made', async () => {
    const { world, freshCode } = await createProtectedWorld()
    const transfer = createTransferWorld(world)
    valueOf(await world.auth.logIn({ ...ana, code: freshCode() }))
    const path = await backedUp(world, transfer)
    valueOf(await world.auth.turnOffTwoFactor({ password, code: freshCode() }))
    const { id } = await previewed(transfer, path)
    valueOf(await transfer.restore({ id, password }))
    await loggedIn(world.auth, ana)
    await world.close()
  })

  it('does not turn off what was turned on after the backup was made', async () => {
    const world = await createWorld({ keyStore: createFakeKeyStore() })
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    await loggedIn(world.auth, ana)
    const path = await backedUp(world, transfer)
    await turnedOn(world.auth, () => world.clock.now())
    const { id } = await previewed(transfer, path)
    valueOf(await transfer.restore({ id, password }))
    expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired' })
    await world.close()
  })
})

/** A file system that does so many things, and then none any more. */
function dyingAfter(steps: number): FileSystem {
  let left = steps
  const mortal = Object.entries(nodeFileSystem()).map(([name, member]: [string, unknown]) => {
    if (typeof member !== 'function' || !name.endsWith('Sync')) return [name, member]
    const call = (...given: unknown[]): unknown => {
      if (left === 0) throw new Error('dead')
      left -= 1
      return Reflect.apply(member, null, given)
    }
    return [name, call]
  })
  return Object.fromEntries(mortal) as FileSystem
}

async function foreignDatabase(): Promise<Uint8Array> {
  const sql = await initSqlJs()
  const database = new sql.Database()
  database.run('CREATE TABLE notes (text)')
  return database.export()
}
