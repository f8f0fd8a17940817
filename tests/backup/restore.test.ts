import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare, hash, hashSync } from 'bcryptjs'
import initSqlJs from 'sql.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportStamped, makeBackup } from '../../main/database/transfer/backup-file'
import { connect } from '../../main/database/engine/connection'
import { nodeFileSystem, type FileSystem } from '../../main/database/engine/file-system'
import { migrations } from '../../main/database/engine/migrations'
import { applicationId } from '../../main/database/engine/snapshot'
import type { TransferWorld } from '../support/transfer'
import type { SessionEnded } from '../../preload/contract'
import { createFakeKeyStore } from '../support/key-store'
import { saveBackup, createTransferWorld, previewBackup } from '../support/transfer'
import { ana, bob, errorOf, loggedIn, registered, valueOf, madeOwner } from '../support/people'
import { createProtectedWorld, turnOnTwoFactor } from '../support/two-factor'
import { createWorld, type World } from '../support/world'

const emails = (world: World) => world.store.all('SELECT email FROM users ORDER BY id').flat()
const password = ana.password

describe('restoring a backup', () => {
  let world: World
  let transfer: TransferWorld
  let path: string

  /** The backup contains Ana. Bob registers after it. Ana is logged in. */
  beforeEach(async () => {
    world = await createWorld()
    transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    await loggedIn(world.auth, ana)
    path = await saveBackup(world, transfer)
    await world.auth.logOut()
    await registered(world.auth, bob)
    await loggedIn(world.auth, ana)
  })
  afterEach(() => world.close())

  it('restores the accounts as they were and ends the session', async () => {
    const ended: SessionEnded[] = []
    transfer = createTransferWorld(world, { onSessionEnded: (event) => void ended.push(event) })
    const preview = await previewBackup(transfer, path)
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

  it('survives a kill and a restart, together with later changes', async () => {
    const { id } = await previewBackup(transfer, path)
    valueOf(await transfer.restore({ id, password }))
    const carl = { email: 'carl@example.com', password: 'lune de papier' }
    await registered(world.auth, carl)
    world = await world.kill()
    expect(emails(world)).toEqual([ana.email, carl.email])
    world = await world.restart()
    expect(emails(world)).toEqual([ana.email, carl.email])
    expect(world.store.notice()).toBeNull()
  })

  it('can be undone from the copy it keeps, which never overwrites a file', async () => {
    writeFileSync(join(world.folder, 'latchkey-backup-2026-11-22.db'), 'mine')
    const first = await previewBackup(transfer, path)
    const { keptAs } = valueOf(await transfer.restore({ id: first.id, password }))
    expect(keptAs).toBe('latchkey-backup-2026-11-22-2.db')
    expect(readFileSync(join(world.folder, 'latchkey-backup-2026-11-22.db'), 'utf8')).toBe('mine')
    await loggedIn(world.auth, ana)
    const undo = await previewBackup(transfer, join(world.folder, keptAs ?? ''))
    valueOf(await transfer.restore({ id: undo.id, password }))
    expect(emails(world)).toEqual([ana.email, bob.email])
    await loggedIn(world.auth, bob)
  })

  it('requires the password; a wrong one is counted and recorded and changes nothing', async () => {
    const { id } = await previewBackup(transfer, path)
    expect(errorOf(await transfer.restore({ id }))).toEqual({ code: 'invalidInput', fields: { password: 'required' } })
    expect(errorOf(await transfer.restore({ id, password: 'wrong' }))).toEqual({ code: 'wrongCredentials' })
    expect(emails(world)).toHaveLength(2)
    const { entries } = valueOf(await world.auth.activity({}))
    expect(entries[0]).toMatchObject({ event: 'passwordConfirmed', outcome: 'refused' })
    for (let n = 0; n < 4; n += 1) await transfer.restore({ id, password: 'wrong' })
    expect(errorOf(await transfer.restore({ id, password }))).toMatchObject({ code: 'tooManyAttempts' })
  })

  it('is refused without a session or with a locked one, and opens no dialog', async () => {
    const { id } = await previewBackup(transfer, path)
    const failIfAsked = () => expect.fail('a dialog was opened')
    await world.auth.lock()
    expect(errorOf(await transfer.previewRestore(failIfAsked, {}))).toEqual({ code: 'locked' })
    expect(errorOf(await transfer.restore({ id, password }))).toEqual({ code: 'locked' })
    await world.auth.logOut()
    expect(errorOf(await transfer.previewRestore(failIfAsked, {}))).toMatchObject({ code: 'notLoggedIn' })
    expect(errorOf(await transfer.automaticBackups())).toMatchObject({ code: 'notLoggedIn' })
    expect(errorOf(await transfer.restore({ id, password }))).toMatchObject({ code: 'notLoggedIn' })
    expect(emails(world)).toHaveLength(2)
  })

  it('needs no session while no account exists, and the password of an owner in the backup', async () => {
    const empty = await createWorld()
    const otherTransfer = createTransferWorld(empty)
    const { id, replaces } = await previewBackup(otherTransfer, path)
    expect(replaces).toBe(0)
    expect(errorOf(await otherTransfer.restore({ id }))).toMatchObject({ fields: { email: 'required' } })
    valueOf(await otherTransfer.restore({ id, ...ana }))
    await loggedIn(empty.auth, ana)
    await empty.close()
  })

  it.each([
    ['logOut', { code: 'notLoggedIn', reason: 'none' }],
    ['lock', { code: 'locked' }],
  ] as const)('shows no preview after a %s while the dialog was open', async (call, error) => {
    const choose = async () => {
      await world.auth[call]()
      return path
    }
    expect(errorOf(await transfer.previewRestore(choose, {}))).toEqual(error)
  })

  it('restores only the latest preview, and only once', async () => {
    const wrongId = { code: 'invalidInput', fields: { id: 'malformed' } }
    const first = await previewBackup(transfer, path)
    const second = await previewBackup(transfer, path)
    expect(errorOf(await transfer.restore({ id: first.id, password }))).toEqual(wrongId)
    expect(errorOf(await transfer.restore({ id: '../accounts.db', password }))).toEqual(wrongId)
    const both = await Promise.all([1, 2].map(() => transfer.restore({ id: second.id, password })))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    await loggedIn(world.auth, ana)
    expect(errorOf(await transfer.restore({ id: second.id, password }))).toEqual(wrongId)
  })

  it('restores an automatic backup once when two requests arrive at the same time', async () => {
    await transfer.backUpIfDue()
    const [latest] = valueOf(await transfer.automaticBackups())
    const twice = [1, 2].map(() => transfer.restore({ id: latest?.id ?? '', password }).catch(() => null))
    expect((await Promise.all(twice)).filter((outcome) => outcome?.ok)).toHaveLength(1)
    expect(readdirSync(world.folder).filter((name) => name.startsWith('latchkey-backup-'))).toHaveLength(1)
  })

  it('restores the previewed bytes even if the file changes afterwards', async () => {
    const { id } = await previewBackup(transfer, path)
    writeFileSync(path, 'gone')
    valueOf(await transfer.restore({ id, password }))
    expect(emails(world)).toEqual([ana.email])
  })

  it('refuses other files, damaged backups and files in use, and changes nothing', async () => {
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

  it('detects every flipped bit of a backup', async () => {
    const bytes = readFileSync(path)
    const accepted = []
    for (let at = 0; at < bytes.length; at += 997) {
      const copy = Buffer.from(bytes)
      copy.writeUInt8(copy.readUInt8(at) ^ (1 << (at % 8)), at)
      writeFileSync(path, copy)
      accepted.push((await transfer.previewRestore(() => Promise.resolve(path), {}).catch(() => null))?.ok ?? false)
    }
    expect(accepted).not.toContain(true)
    expect(accepted.length).toBeGreaterThan(30)
  })

  it('refuses a backup of a newer version even if its checksum is right', async () => {
    const sql = await initSqlJs()
    const database = new sql.Database(await world.store.copy())
    database.run('PRAGMA user_version = 99')
    const stamp = { madeAt: 1, version: '9.9.9', marker: 'ab'.repeat(32) }
    writeFileSync(path, makeBackup(sql, database.export(), stamp))
    await expect(transfer.previewRestore(() => Promise.resolve(path), {})).rejects.toMatchObject({ reason: 'newer' })
  })

  it('migrates a backup of the first schema to the newest one', async () => {
    const sql = await initSqlJs()
    const database = connect(sql, null)
    database.script(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = 1; ${migrations[0]?.sql ?? ''};
      CREATE TABLE store (id TEXT NOT NULL, sequence INTEGER NOT NULL, checksum INTEGER NOT NULL)`)
    const stamp = { madeAt: 1, version: '0.0.1', marker: 'ab'.repeat(32) }
    database.run('INSERT INTO store VALUES (?, 0, 0)', [''])
    for (const { email, password: typed } of [ana, bob])
      database.run('INSERT INTO users (email, hashed_password) VALUES (?, ?)', [email, hashSync(typed, 4)])
    writeFileSync(path, exportStamped(database, stamp))
    const { id, accounts } = await previewBackup(transfer, path)
    expect(accounts).toBe(2)
    valueOf(await transfer.restore({ id, password }))
    const profile = await loggedIn(world.auth, bob)
    expect(profile).toMatchObject({ twoFactor: false, preferences: { idleMinutes: 15 } })
    world = await world.restart()
    expect(emails(world)).toEqual([ana.email, bob.email])
  })

  it('refuses a backup with a trigger even if its checksum is right', async () => {
    const sql = await initSqlJs()
    const database = new sql.Database(await world.store.copy())
    database.run('CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM attempts; END')
    writeFileSync(path, makeBackup(sql, database.export(), { madeAt: 1, version: '1', marker: 'ab'.repeat(32) }))
    expect(errorOf(await transfer.previewRestore(() => Promise.resolve(path), {}))).toMatchObject({
      fields: { file: 'malformed' },
    })
  })

  it('voids a log-in whose password check began before the restore', async () => {
    let release = () => {}
    let held: Promise<void> | null = null
    const slow = await createWorld({
      hasher: {
        hash: (typed, cost) => hash(typed, cost),
        compare: async (typed, hashed) => {
          await held
          return compare(typed, hashed)
        },
        isFull: () => false,
        close: () => Promise.resolve(),
      },
    })
    const otherTransfer = createTransferWorld(slow)
    await registered(slow.auth, ana)
    await loggedIn(slow.auth, ana)
    const { id } = await previewBackup(otherTransfer, path)
    held = new Promise((done) => (release = done))
    const late = slow.auth.logIn(ana)
    held = null
    valueOf(await otherTransfer.restore({ id, password }))
    release()
    expect(errorOf(await late)).toEqual({ code: 'locked' })
    expect(errorOf(await slow.auth.profile())).toMatchObject({ code: 'notLoggedIn' })
    await slow.close()
  })

  it('keeps the larger of the current and the restored attempt counts', async () => {
    await madeOwner(world.auth, bob)
    await world.auth.logOut()
    for (let n = 0; n < 4; n += 1) await world.auth.logIn({ ...ana, password: 'wrong' })
    await loggedIn(world.auth, bob)
    const before = world.store.get("SELECT count FROM attempts WHERE kind = 'logIn'")
    const { id } = await previewBackup(transfer, path)
    valueOf(await transfer.restore({ id, password: bob.password }))
    expect(world.store.get("SELECT count FROM attempts WHERE kind = 'logIn'")).toEqual(before)
    await world.auth.logIn({ ...ana, password: 'wrong' })
    expect(errorOf(await world.auth.logIn(ana))).toMatchObject({ code: 'tooManyAttempts' })
  })

  it('restores no reset token and no remembered session', async () => {
    const keyStore = createFakeKeyStore()
    const remembering = await createWorld({ keyStore })
    const otherTransfer = createTransferWorld(remembering)
    const recoveryKey = await registered(remembering.auth, ana)
    const { resetToken } = valueOf(await remembering.auth.requestReset({ email: ana.email, recoveryKey }))
    valueOf(await remembering.auth.logIn({ ...ana, remember: true }))
    const saved = await saveBackup(remembering, otherTransfer)
    const { id } = await previewBackup(otherTransfer, saved)
    valueOf(await otherTransfer.restore({ id, password }))
    expect(readdirSync(remembering.folder)).not.toContain('session.vault')
    const reset = await remembering.auth.resetPassword({
      email: ana.email,
      resetToken,
      newPassword: 'chat sur le toit',
    })
    expect(errorOf(reset)).toEqual({ code: 'invalidResetToken' })
    const again = await remembering.restart()
    expect(valueOf(await again.auth.restoreSession())).toBeNull()
    await again.close()
  })

  it('never reuses the id of an account', async () => {
    const { id } = await previewBackup(transfer, path)
    const bobsId = world.store.get('SELECT id FROM users WHERE email = ?', [bob.email])?.[0]
    valueOf(await transfer.restore({ id, password }))
    await registered(world.auth, { email: 'carl@example.com', password: 'lune de papier' })
    expect(Number(world.store.get('SELECT max(id) FROM users')?.[0])).toBeGreaterThan(Number(bobsId))
  })

  it('leaves either the former accounts or those of the backup, wherever the app is killed', async () => {
    const before = [ana.email, bob.email]
    let steps = 0
    for (let died = true; died; steps += 1) {
      const otherTransfer = createTransferWorld(world, { fs: failingAfter(steps) })
      const { id } = await previewBackup(otherTransfer, path)
      died = await otherTransfer.restore({ id, password }).then(
        () => false,
        () => true,
      )
      world = await world.kill()
      const after = emails(world)
      expect([before, [ana.email]], `after ${steps} steps`).toContainEqual(after)
      if (after.length === 1) break
      await loggedIn(world.auth, ana)
    }
    expect(steps).toBeGreaterThan(10)
  })

  it.each(['openSync', 'writeSync', 'fsyncSync', 'renameSync'] as const)(
    'changes nothing when %s fails',
    async (failing) => {
      const full = () => {
        throw Object.assign(new Error('full'), { code: 'ENOSPC' })
      }
      const otherTransfer = createTransferWorld(world, { fs: { ...nodeFileSystem(), [failing]: full } })
      const { id } = await previewBackup(otherTransfer, path)
      await expect(otherTransfer.restore({ id, password })).rejects.toMatchObject({ reason: 'diskFull' })
      expect(emails(world)).toEqual([ana.email, bob.email])
      expect(valueOf(await world.auth.profile()).email).toBe(ana.email)
    },
  )
})

describe('restoring a backup while the store cannot be opened', () => {
  it.each([
    ['damaged', 'corrupt'],
    ['of another program', 'foreign'],
  ] as const)('works for files that are %s and keeps them under another name', async (_what, problem) => {
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
    const otherTransfer = createTransferWorld(world)
    const [latest] = valueOf(await otherTransfer.automaticBackups())
    const preview = valueOf(await otherTransfer.previewRestore(() => Promise.resolve(null), { id: latest?.id ?? '' }))
    expect(preview).toMatchObject({ accounts: 1, replaces: null })
    const { keptAs } = valueOf(await otherTransfer.restore({ id: preview?.id ?? '', ...ana }))
    expect(keptAs).toBeNull()
    expect(world.store.problem).toBeNull()
    await loggedIn(world.auth, ana)
    const quarantined = readdirSync(world.folder).filter((name) => name.startsWith('accounts.db.aside'))
    expect(readFileSync(join(world.folder, quarantined[0] ?? ''))).toEqual(before)
    world = await world.restart()
    await loggedIn(world.auth, ana)
    await world.close()
  })

  it('leaves accounts.db in place if the new file cannot replace it', async () => {
    let world = await createWorld()
    await registered(world.auth, ana)
    await createTransferWorld(world).backUpIfDue()
    await world.store.close()
    const file = join(world.folder, 'accounts.db')
    for (const path of [file, `${file}.bak`]) writeFileSync(path, 'x')
    world = await world.kill()
    const renameSync: FileSystem['renameSync'] = (from, to) => {
      if (to === file) throw Object.assign(new Error('refused'), { code: 'EIO' })
      nodeFileSystem().renameSync(from, to)
    }
    const transfer = createTransferWorld(world, { fs: { ...nodeFileSystem(), renameSync } })
    const [latest] = valueOf(await transfer.automaticBackups())
    const preview = valueOf(await transfer.previewRestore(() => Promise.resolve(null), { id: latest?.id ?? '' }))
    await expect(transfer.restore({ id: preview?.id ?? '', ...ana })).rejects.toMatchObject({ reason: 'io' })
    expect(readFileSync(file, 'utf8')).toBe('x')
    world = await world.kill()
    expect(world.store.problem).toBe('corrupt')
    await world.close()
  })

  it('is refused for a problem that a backup does not solve', async () => {
    const world = await createWorld()
    await registered(world.auth, ana)
    await world.store.close()
    expect(world.store.problem).toBe('io')
    const failIfAsked = () => expect.fail('a dialog was opened')
    expect(errorOf(await createTransferWorld(world).previewRestore(failIfAsked, {}))).toEqual({
      code: 'storage',
      reason: 'io',
    })
    await world.close()
  })
})

describe('restoring a backup with two-factor', () => {
  it('restores no code that was used since the backup', async () => {
    const { world, backupCodes, freshCode } = await createProtectedWorld()
    const transfer = createTransferWorld(world)
    valueOf(await world.auth.logIn({ ...ana, code: freshCode() }))
    const path = await saveBackup(world, transfer, 'saved.db', undefined, { password, code: freshCode() })
    await world.auth.logOut()
    const [used = '', unused = ''] = backupCodes
    valueOf(await world.auth.logIn({ ...ana, code: used }))
    const { id } = await previewBackup(transfer, path)
    valueOf(await transfer.restore({ id, password, code: freshCode() }))
    expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired' })
    expect(errorOf(await world.auth.logIn({ ...ana, code: used }))).toMatchObject({ code: 'wrongCode' })
    valueOf(await world.auth.logIn({ ...ana, code: unused }))
    await world.close()
  })

  it('takes two-factor from the backup for a deleted account, with the current code already used', async () => {
    const keyStore = createFakeKeyStore()
    const world = await createWorld({ keyStore })
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    await loggedIn(world.auth, ana)
    const { backupCodes } = await turnOnTwoFactor(world.auth, () => world.clock.now())
    const code = backupCodes[0] ?? ''
    const path = await saveBackup(world, transfer, 'saved.db', undefined, { password, code })
    valueOf(await world.auth.deleteAccount({ password }))
    const { id } = await previewBackup(transfer, path)
    expect(errorOf(await transfer.restore({ id, ...ana }))).toEqual({ code: 'secondFactorRequired' })
    valueOf(await transfer.restore({ id, ...ana, code: backupCodes[1] ?? '' }))
    expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired' })
    const step = world.store.get('SELECT totp_last_step FROM users')?.[0]
    expect(step).toBe(Math.floor(world.clock.now() / 30_000))
    await world.close()
  })

  it('does not turn two-factor on if it was turned off after the backup was made', async () => {
    const { world, freshCode } = await createProtectedWorld()
    const transfer = createTransferWorld(world)
    valueOf(await world.auth.logIn({ ...ana, code: freshCode() }))
    const path = await saveBackup(world, transfer, 'saved.db', undefined, { password, code: freshCode() })
    valueOf(await world.auth.turnOffTwoFactor({ password, code: freshCode() }))
    const { id } = await previewBackup(transfer, path)
    valueOf(await transfer.restore({ id, password }))
    await loggedIn(world.auth, ana)
    await world.close()
  })

  it('does not turn two-factor off if it was turned on after the backup was made', async () => {
    const world = await createWorld({ keyStore: createFakeKeyStore() })
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    await loggedIn(world.auth, ana)
    const path = await saveBackup(world, transfer)
    const { backupCodes } = await turnOnTwoFactor(world.auth, () => world.clock.now())
    const { id } = await previewBackup(transfer, path)
    valueOf(await transfer.restore({ id, password, code: backupCodes[0] ?? '' }))
    expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired' })
    await world.close()
  })
})

/** A file system that fails after the given number of calls. */
function failingAfter(steps: number): FileSystem {
  let left = steps
  const entries = Object.entries(nodeFileSystem()).map(([name, member]: [string, unknown]) => {
    if (typeof member !== 'function' || !name.endsWith('Sync')) return [name, member]
    const call = (...args: unknown[]): unknown => {
      if (left === 0) throw new Error('dead')
      left -= 1
      return Reflect.apply(member, null, args)
    }
    return [name, call]
  })
  return Object.fromEntries(entries) as FileSystem
}

async function foreignDatabase(): Promise<Uint8Array> {
  const sql = await initSqlJs()
  const database = new sql.Database()
  database.run('CREATE TABLE notes (text)')
  return database.export()
}
