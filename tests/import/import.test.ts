import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashSync } from 'bcryptjs'
import initSqlJs from 'sql.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TransferWorld } from '../support/transfer'
import type { Progress } from '../../preload/desktop'
import { createTransferWorld } from '../support/transfer'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../support/people'
import { python, runSeedPython, withoutPython } from '../support/python'
import { watchSyncs } from '../support/watched-syncs'
import { createWorld, type World } from '../support/world'

const seedTable = `CREATE TABLE users (id INTEGER NOT NULL, email VARCHAR(250) NOT NULL, hashed_password VARCHAR(250) NOT NULL,
  session_id VARCHAR(250), reset_token VARCHAR(250), PRIMARY KEY (id))`
const anyHash = hashSync(bob.password, 4)

let world: World
let transfer: TransferWorld
let folder: string
const files = () => readdirSync(folder).sort()
const file = () => join(folder, 'a.db')
/** Importing needs an owner. */
const owner = { email: 'owner@example.com', password: 'la porte est ouverte' }
const emails = () => world.store.all('SELECT email FROM users WHERE email <> ? ORDER BY id', [owner.email]).flat()
const badFile = (error: string) => ({ code: 'invalidInput', fields: { file: error } })

beforeEach(async () => {
  world = await createWorld()
  transfer = createTransferWorld(world)
  folder = mkdtempSync(join(tmpdir(), 'latchkey-import-'))
  await registered(world.auth, owner)
  await loggedIn(world.auth, owner)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
  rmSync(folder, { recursive: true })
})

/** Creates the file from an SQL script and inserts rows into its `users` table. */
async function createDatabase(script: string, rows: readonly (readonly [unknown, unknown])[] = []): Promise<string> {
  const sql = await initSqlJs()
  const database = new sql.Database()
  database.run(script)
  for (const row of rows) database.run('INSERT INTO users (email, hashed_password) VALUES (?, ?)', row as never)
  writeFileSync(file(), database.export())
  database.close()
  return file()
}

const preview = async (otherTransfer = transfer) => {
  const shown = valueOf(await otherTransfer.previewImport(() => Promise.resolve(file())))
  if (!shown) throw new Error('nothing was chosen')
  return shown
}
const previewError = async () => errorOf(await transfer.previewImport(() => Promise.resolve(file())))
const runImport = (input: { id: string; password?: string }, into: string | null = folder, otherTransfer = transfer) =>
  otherTransfer.importAccounts(
    () => Promise.resolve(into),
    ({ email, recoveryKey }) => `Email: ${email}\nKey: ${recoveryKey}\n`,
    { password: owner.password, ...input },
  )

describe("importing a file with the seed's schema", () => {
  it.skipIf(!python)(`takes a.db as the seed's Python writes it${python ? '' : `: ${withoutPython}`}`, async () => {
    runSeedPython(
      file(),
      [ana, bob],
      `
Base.metadata.create_all(session.get_bind())
for person in given:
    hashed = bcrypt.hashpw(person['password'].encode('utf-8'), bcrypt.gensalt(4))
    session.add(User(email=person['email'], hashed_password=hashed, session_id='old-session', reset_token='old-token'))
session.commit()
print(json.dumps(True))
`,
    )
    const { id, file: name, rows } = await preview()
    expect(name).toBe('a.db')
    expect(rows).toEqual([ana, bob].map(({ email }) => ({ email, status: 'ready' })))
    expect(valueOf(await runImport({ id }))).toEqual({ imported: 2, skipped: 0 })
    await loggedIn(world.auth, ana)
    await loggedIn(world.auth, bob)
  })

  it('accepts every bcrypt prefix, as text and as bytes, and rehashes at the first log-in', async () => {
    const kinds = ['$2a$', '$2b$', '$2y$'].map((kind) => anyHash.replace(/^\$2.\$/, kind))
    const rows = kinds.map((hash, n) => [`p${n}@x`, n === 1 ? new TextEncoder().encode(hash) : hash] as const)
    await createDatabase(seedTable, rows)
    world = await world.kill()
    const costly = await createWorld({ folder: world.folder, policy: { bcryptCost: 5 } })
    const otherTransfer = createTransferWorld(costly)
    await loggedIn(costly.auth, owner)
    const { id } = await preview(otherTransfer)
    valueOf(await runImport({ id }, null, otherTransfer))
    for (const [email] of rows) {
      await loggedIn(costly.auth, { email, password: bob.password })
      expect(errorOf(await costly.auth.logIn({ email, password: 'wrong' }))).toEqual({ code: 'wrongCredentials' })
      const hash = costly.store.get('SELECT hashed_password FROM users WHERE email = ?', [email])?.[0]
      expect(hash).toMatch(/^\$2b\$05\$/)
    }
  })

  it('imports no session and no token, records the import, and leaves the recovery key unconfirmed', async () => {
    await createDatabase(
      `${seedTable}; INSERT INTO users VALUES (7, 'ana@example.com', '${hashSync(ana.password, 4)}', 's', 't')`,
    )
    valueOf(await runImport({ id: (await preview()).id }))
    expect(world.store.get('SELECT session_id, reset_token FROM users WHERE email = ?', [ana.email])).toEqual([
      null,
      null,
    ])
    const profile = await loggedIn(world.auth, ana)
    expect(profile).toMatchObject({ createdAt: null, recoveryKey: { confirmed: false } })
    expect(valueOf(await world.auth.activity({})).entries.map(({ event }) => event)).toContain('imported')
  })

  it('classifies each row, and a second import skips all', async () => {
    await registered(world.auth, bob)
    await createDatabase('CREATE TABLE users (id INTEGER PRIMARY KEY, email, hashed_password)', [
      [' Ana@Example.com ', anyHash],
      ['ANA@example.com', anyHash],
      [bob.email.toUpperCase(), anyHash],
      ['plain@x', 'motdepasse'],
      ['heavy@x', anyHash.replace('$04$', '$31$')],
      ['nobody', anyHash],
      [null, anyHash],
      [7, anyHash],
      ['', anyHash],
      ['a\u0000b@x', anyHash],
      [`${'w'.repeat(250)}@x`, anyHash],
    ])
    const { id, rows } = await preview()
    expect(rows.map(({ status }) => status)).toEqual([
      'ready',
      'taken',
      'taken',
      'noPassword',
      'noPassword',
      'ready',
      ...Array<string>(5).fill('badEmail'),
    ])
    expect(valueOf(await runImport({ id }))).toEqual({ imported: 4, skipped: 7, keysSavedIn: folder })
    expect(emails()).toEqual([bob.email, 'ana@example.com', 'plain@x', 'heavy@x', 'nobody'])
    const again = await preview()
    expect(valueOf(await runImport({ id: again.id }))).toMatchObject({ imported: 0, skipped: 11 })
  })

  it('saves a recovery key for each account without a usable password, in a file named without the email', async () => {
    writeFileSync(join(folder, 'latchkey-recovery-key-1.txt'), 'mine')
    await createDatabase(seedTable, [
      ['plain@x', 'motdepasse'],
      ['ready@x', anyHash],
      ['other@x', ''],
    ])
    valueOf(await runImport({ id: (await preview()).id }))
    expect(files()).toEqual([1, 2, 3].map((n) => `latchkey-recovery-key-${n}.txt`).toSpliced(0, 0, 'a.db'))
    expect(readFileSync(join(folder, 'latchkey-recovery-key-1.txt'), 'utf8')).toBe('mine')
    const sheet = readFileSync(join(folder, 'latchkey-recovery-key-2.txt'), 'utf8')
    expect(statSync(join(folder, 'latchkey-recovery-key-2.txt')).mode & 0o777).toBe(0o600)
    const [, email = '', recoveryKey = ''] = /Email: (.*)\nKey: (.*)\n/.exec(sheet) ?? []
    expect(email).toBe('plain@x')
    for (const password of ['motdepasse', '!', '']) expect((await world.auth.logIn({ email, password })).ok).toBe(false)
    const { resetToken } = valueOf(await world.auth.requestReset({ email, recoveryKey }))
    valueOf(await world.auth.resetPassword({ email, resetToken, newPassword: 'lune de papier' }))
    await loggedIn(world.auth, { email, password: 'lune de papier' })
  })

  it('does not change the file', async () => {
    await createDatabase(seedTable, [['ana@x', anyHash]])
    const checksum = () => createHash('sha256').update(readFileSync(file())).digest('hex')
    const before = checksum()
    valueOf(await runImport({ id: (await preview()).id }))
    expect(checksum()).toBe(before)
    expect(files()).toEqual(['a.db'])
  })
})

describe('an import', () => {
  it('takes only the latest preview, once, and only with the password of an owner', async () => {
    await createDatabase(seedTable, [['ana@x', anyHash]])
    const first = await preview()
    const { id } = await preview()
    const wrongId = { code: 'invalidInput', fields: { id: 'malformed' } }
    expect(errorOf(await runImport({ id: first.id }))).toEqual(wrongId)
    await registered(world.auth, bob)
    const failIfAsked = () => expect.fail('a dialog')
    valueOf(await world.auth.logOut())
    expect(errorOf(await runImport({ id }))).toMatchObject({ code: 'notLoggedIn' })
    expect(errorOf(await transfer.previewImport(failIfAsked))).toMatchObject({ code: 'notLoggedIn' })
    await loggedIn(world.auth, bob)
    expect(errorOf(await runImport({ id, password: bob.password }))).toEqual({ code: 'notAllowed' })
    expect(errorOf(await transfer.previewImport(failIfAsked))).toEqual({ code: 'notAllowed' })
    await loggedIn(world.auth, owner)
    expect(errorOf(await runImport({ id, password: 'wrong' }))).toEqual({ code: 'wrongCredentials' })
    await world.auth.lock()
    expect(errorOf(await runImport({ id }))).toEqual({ code: 'locked' })
    valueOf(await world.auth.unlock({ password: owner.password }))
    expect(emails()).toEqual([bob.email])
    const both = await Promise.all([1, 2].map(() => runImport({ id })))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(errorOf(await runImport({ id }))).toEqual(wrongId)
    expect(emails()).toEqual([bob.email, 'ana@x'])
  })

  it.each([
    ['logOut', { code: 'notLoggedIn' }],
    ['lock', { code: 'locked' }],
  ] as const)('shows no preview after a %s while the dialog was open', async (call, error) => {
    await createDatabase(seedTable, [[bob.email, anyHash]])
    const choose = async () => {
      await world.auth[call]()
      return file()
    }
    expect(errorOf(await transfer.previewImport(choose))).toMatchObject(error)
  })

  it('changes nothing when no folder is chosen for the keys, and the preview stays valid', async () => {
    await createDatabase(seedTable, [['plain@x', 'motdepasse']])
    const { id } = await preview()
    expect(valueOf(await runImport({ id }, null))).toBeNull()
    expect(emails()).toEqual([])
    expect(valueOf(await runImport({ id }))).toMatchObject({ imported: 1 })
  })

  it('changes nothing when it is cancelled, and deletes the keys it had saved', async () => {
    const otherTransfer = createTransferWorld(world, {
      onProgress: ({ id, done }) => {
        if (done >= 1000) otherTransfer.cancel({ id })
      },
    })
    await createDatabase(
      seedTable,
      Array.from({ length: 2500 }, (_, n) => [`p${n}@x`, 'plain'] as const),
    )
    const { id } = await preview(otherTransfer)
    expect(valueOf(await runImport({ id }, folder, otherTransfer))).toBeNull()
    expect(emails()).toEqual([])
    expect(files()).toEqual(['a.db'])
    world = await world.restart()
    expect(emails()).toEqual([])
  })

  it('is in the audit if it happened, and not if it was cancelled while the accounts were added', async () => {
    let cancels = true
    const otherTransfer = createTransferWorld(world, {
      onProgress: ({ id, done }) => {
        if (cancels && done >= 2000) otherTransfer.cancel({ id })
      },
    })
    await createDatabase(
      seedTable,
      Array.from({ length: 2500 }, (_, n) => [`p${n}@x`, anyHash] as const),
    )
    const { id } = await preview(otherTransfer)
    const imports = async () => {
      const { entries } = valueOf(await world.auth.audit({}))
      return entries.filter(({ act }) => act === 'imported').map(({ actor }) => actor)
    }
    expect(valueOf(await runImport({ id }, null, otherTransfer))).toBeNull()
    expect(await imports()).toEqual([])
    cancels = false
    valueOf(await runImport({ id }, null, otherTransfer))
    expect(await imports()).toEqual([owner.email])
  })

  it('changes nothing when the keys cannot be saved', async () => {
    await createDatabase(seedTable, [['plain@x', 'motdepasse']])
    const { id } = await preview()
    await expect(runImport({ id }, join(folder, 'nowhere'))).rejects.toMatchObject({ reason: 'io' })
    expect(emails()).toEqual([])
  })

  it('adds no account before the keys and their folder are on the disk', async () => {
    const { synced, failWith } = await watchSyncs()
    const inode = (name: string) => statSync(join(folder, name)).ino
    await createDatabase(seedTable, [['plain@x', 'motdepasse']])
    const { id } = await preview()
    failWith('EIO', inode('.'))
    await expect(runImport({ id })).rejects.toMatchObject({ reason: 'io' })
    expect(emails()).toEqual([])
    expect(files()).toEqual(['a.db'])
    failWith('EIO', -1)
    synced.length = 0
    valueOf(await runImport({ id }))
    expect(synced.slice(0, 2)).toEqual([inode('latchkey-recovery-key-1.txt'), inode('.')])
  })

  it('imports 100,000 accounts, reports progress, and yields to the event loop while it prepares', async () => {
    const reported: Progress[] = []
    const otherTransfer = createTransferWorld(world, { onProgress: (progress) => void reported.push(progress) })
    await createDatabase(`${seedTable}; WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
      INSERT INTO users (email, hashed_password) SELECT 'p' || i || '@example.com', '${anyHash}' FROM n`)
    const { id, rows } = await preview(otherTransfer)
    expect(rows).toHaveLength(100_000)
    expect(valueOf(await runImport({ id }, null, otherTransfer))).toEqual({ imported: 100_000, skipped: 0 })
    expect(reported.length).toBeGreaterThan(50)
    expect(reported.at(-1)).toEqual({ id, done: 100_000, total: 100_000 })
    world = await world.kill()
    expect(world.store.get('SELECT count(*), count(DISTINCT email) FROM users')).toEqual([100_001, 100_001])
    await loggedIn(world.auth, { email: 'p99999@example.com', password: bob.password })
  })
})

describe('a file that cannot be imported', () => {
  it.each([
    ['no database', 'hello', 'malformed'],
    ['empty', '', 'malformed'],
  ])('is refused: %s', async (_what, content, how) => {
    writeFileSync(file(), content)
    expect(await previewError()).toEqual(badFile(how))
  })

  it.each([
    ['no table', 'CREATE TABLE people (email, hashed_password)', 'required'],
    ['no row', seedTable, 'required'],
    ['a view', 'CREATE VIEW users AS SELECT 1 AS email, 2 AS hashed_password', 'required'],
    ['other columns', 'CREATE TABLE users (name, hashed_password)', 'required'],
    ['a generated column', "CREATE TABLE users (id, email AS ('a@x'), hashed_password)", 'required'],
    ['a virtual table', 'CREATE VIRTUAL TABLE users USING fts4(email, hashed_password)', 'required'],
  ])('is refused: %s', async (_what, script, how) => {
    await createDatabase(script)
    expect(await previewError()).toEqual(badFile(how))
  })

  it('is refused when it is damaged, cut short or a folder', async () => {
    await createDatabase(
      seedTable,
      Array.from({ length: 500 }, (_, n) => [`p${n}@x`, anyHash] as const),
    )
    truncateSync(file(), 6000)
    expect(await previewError()).toEqual(badFile('malformed'))
    const bytes = readFileSync(file())
    writeFileSync(file(), bytes.fill(0xff, 100, 4096))
    expect(await previewError()).toEqual(badFile('malformed'))
    rmSync(file())
    mkdirSync(file())
    expect(await previewError()).toEqual(badFile('tooLong'))
  })

  it('is refused if it has gigabytes, before it is read, or too many accounts', async () => {
    await createDatabase(seedTable, [
      ['a@x', anyHash],
      ['b@x', anyHash],
    ])
    expect(
      errorOf(await createTransferWorld(world, { importMaxAccounts: 1 }).previewImport(() => Promise.resolve(file()))),
    ).toEqual(badFile('tooLong'))
    truncateSync(file(), 5 * 1024 ** 3)
    expect(await previewError()).toEqual(badFile('tooLong'))
  })

  it('is refused while another program writes to it', async () => {
    await createDatabase(seedTable, [['a@x', anyHash]])
    for (const ending of ['-wal', '-journal']) {
      writeFileSync(file() + ending, 'not empty')
      await expect(transfer.previewImport(() => Promise.resolve(file()))).rejects.toMatchObject({ reason: 'locked' })
      writeFileSync(file() + ending, '')
    }
    const bytes = readFileSync(file())
    bytes.fill(2, 18, 20)
    writeFileSync(file(), bytes)
    expect((await preview()).rows).toHaveLength(1)
  })

  it('has its triggers and its other tables ignored', async () => {
    await createDatabase(
      `${seedTable}; CREATE TABLE store (id); CREATE TABLE events (x);
       CREATE TRIGGER t AFTER INSERT ON events BEGIN DELETE FROM users; END`,
      [['a@x', anyHash]],
    )
    valueOf(await runImport({ id: (await preview()).id }))
    expect(emails()).toEqual(['a@x'])
  })
})
