import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashSync } from 'bcryptjs'
import initSqlJs from 'sql.js'
import { authCalls, type CallName } from '../../preload/contract'
import type { Outcome } from '../../preload/errors'
import type { DesktopCallName } from '../../preload/desktop'
import type { Random } from '../../main/auth/secrets'
import { createFakeKeyStore } from '../support/key-store'
import { createTransferWorld } from '../support/transfer'
import { ana, bob, valueOf } from '../support/people'
import { codeAt, wrongCodeAt } from '../support/two-factor'
import { withOwnersCode } from '../support/private-data'
import { createWorld, type World, type WorldOptions } from '../support/world'

/** A call of the run with its input and outcome. */
export type Example = {
  call: `auth.${CallName}` | `desktop.${DesktopCallName}`
  input: unknown
  outcome: Outcome<unknown>
}

/**
 * Random bytes that are the same in each run, so that the document changes only with the contract.
 */
function repeatableRandom(): Random {
  let drawn = 0
  const next = () =>
    createHash('sha256')
      .update(`example ${(drawn += 1)}`)
      .digest()
  return {
    uuid: () =>
      next()
        .toString('hex')
        .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5'),
    bytes: (count) => next().subarray(0, count),
  }
}

/**
 * Runs the real calls. Every call of `window.auth` and every transfer call succeeds at least once.
 * Every error code occurs at least once, except `forbidden`, which main/ipc.ts returns before it
 * makes the call.
 */
export async function exampleRun(): Promise<Example[]> {
  const examples: Example[] = []
  const keyStore = createFakeKeyStore()
  const world = await createRecordedWorld(examples, { keyStore })
  await runSuccesses(world)
  await runErrors(world)
  await world.close()
  await runTransfers(examples)
  await runFailures(examples)
  return examples
}

async function runSuccesses({ auth, clock }: World): Promise<void> {
  valueOf(await auth.welcome())
  valueOf(await auth.register(ana))
  valueOf(await auth.logIn({ ...ana, remember: true }))
  valueOf(await auth.profile())
  valueOf(await auth.confirmRecoveryKey())
  valueOf(await auth.updatePreferences({ displayName: 'Ana', preferences: { idleMinutes: 30, showOnLogIn: true } }))
  valueOf(await auth.restoreSession())
  valueOf(await auth.stopRemembering())
  valueOf(await auth.people())
  valueOf(await auth.reportActivity())
  valueOf(await auth.lock())
  valueOf(await auth.unlock({ password: ana.password }))
  valueOf(await auth.renewRecoveryKey({ password: ana.password }))
  const newPassword = 'nuages sur la mer'
  valueOf(await auth.changePassword({ currentPassword: ana.password, newPassword }))
  const { secret } = valueOf(await auth.beginTwoFactor({ password: newPassword }))
  const code = () => codeAt(secret, clock.now())
  valueOf(await auth.confirmTwoFactor({ code: code() }))
  clock.advance(30_000)
  valueOf(await auth.renewBackupCodes({ password: newPassword, code: code() }))
  clock.advance(30_000)
  valueOf(await auth.turnOffTwoFactor({ password: newPassword, code: code() }))
  valueOf(await auth.activity({ limit: 2 }))
  await runOwner(auth, newPassword)
  valueOf(await auth.deleteAccount({ password: newPassword }))
}

/** What an owner does with the accounts, and what others get. */
async function runOwner(auth: World['auth'], password: string): Promise<void> {
  valueOf(await auth.setRegistration({ mode: 'closed', password }))
  await auth.register(bob)
  await auth.register({ ...bob, invitation: '0'.repeat(25) })
  const { issuedCode: invitation } = valueOf(await auth.issueCode({ purpose: 'invite', password }))
  valueOf(await auth.issuedCodes())
  valueOf(await auth.register({ ...bob, invitation, displayName: 'Bob' }))
  const { accounts } = valueOf(await auth.accounts({ search: 'bo' }))
  const id = accounts[0]?.id ?? 0
  valueOf(await auth.setRole({ id, role: 'owner', password }))
  valueOf(await auth.setRole({ id, role: 'member', password }))
  valueOf(await auth.setAccountState({ id, state: 'disabled', password }))
  await auth.logIn(bob)
  valueOf(await auth.setAccountState({ id, state: 'active', password }))
  valueOf(await auth.logIn(bob))
  await auth.accounts({})
  valueOf(await auth.logIn({ email: ana.email, password }))
  valueOf(await auth.issueCode({ purpose: 'reset', id, turnOffTwoFactor: false, password }))
  const [code] = valueOf(await auth.issuedCodes())
  valueOf(await auth.revokeCode({ id: code?.id ?? 0, password }))
  await auth.deleteAccount({ password })
  await runSealedData(auth, { email: ana.email, password })
  valueOf(await auth.logIn({ email: ana.email, password }))
  valueOf(await auth.removeAccount({ id, password }))
  await auth.removeAccount({ id, password })
  valueOf(await auth.setRegistration({ mode: 'open', password }))
  valueOf(await auth.audit({ limit: 3 }))
}

/** Bob's password is reset with a code of an owner, twice. */
async function runSealedData(auth: World['auth'], owner: typeof ana): Promise<void> {
  const newPassword = 'sable sous le vent'
  await withOwnersCode(auth, { owner, person: bob, newPassword })
  valueOf(await auth.logIn({ email: bob.email, password: newPassword }))
  await auth.beginTwoFactor({ password: newPassword })
  const opening = { formerPassword: bob.password, newPassword: 'pluie sous le pont' }
  valueOf(await auth.openSealed(opening))
  await auth.openSealed(opening)
  await withOwnersCode(auth, { owner, person: bob, newPassword })
  valueOf(await auth.logIn({ email: bob.email, password: newPassword }))
  valueOf(await auth.startAfresh({ password: newPassword }))
}

async function runErrors({ auth, clock }: World): Promise<void> {
  const { email } = bob
  const { recoveryKey } = valueOf(await auth.register(bob))
  await auth.register(bob)
  await auth.register({ email: 'eve@example.com', password: 'password' })
  await auth.register({ email: 'eve', password: '' })
  const reset = valueOf(await auth.requestReset({ email, recoveryKey }))
  await auth.requestReset({ email, recoveryKey: '0'.repeat(25) })
  const newPassword = 'pluie sous le pont'
  valueOf(await auth.resetPassword({ email, resetToken: reset.resetToken, newPassword }))
  await auth.resetPassword({ email, resetToken: reset.resetToken, newPassword })
  await auth.profile()
  for (let attempt = 0; attempt < 6; attempt += 1) await auth.logIn({ email, password: 'quite wrong' })
  clock.advance(60_000)
  const credentials = { email, password: newPassword }
  valueOf(await auth.logIn(credentials))
  const { secret } = valueOf(await auth.beginTwoFactor({ password: newPassword }))
  valueOf(await auth.confirmTwoFactor({ code: codeAt(secret, clock.now()) }))
  await auth.lock()
  await auth.profile()
  valueOf(await auth.logOut())
  await auth.logIn(credentials)
  await auth.logIn({ ...credentials, code: wrongCodeAt(secret, clock.now()) })
}

/** Backup, restore and import, with scripted dialogs. */
async function runTransfers(examples: Example[]): Promise<void> {
  const random = repeatableRandom()
  const world = await createWorld({ random })
  const transfer = createTransferWorld(world, { random, version: '0.1.0' })
  const record = async <T>(name: DesktopCallName, input: unknown, outcome: Promise<Outcome<T>>): Promise<T> => {
    const withFixedPath = JSON.stringify(await outcome).replaceAll(world.folder, '/media/stick')
    examples.push({ call: `desktop.${name}`, input, outcome: JSON.parse(withFixedPath) as Outcome<unknown> })
    return valueOf(await outcome)
  }
  const chooseFile = (name: string) => () => Promise.resolve(join(world.folder, name))
  await writeSeedFile(join(world.folder, 'a.db'))

  const owner = { email: 'olga@example.com', password: 'la porte est ouverte' }
  valueOf(await world.auth.register(owner))
  valueOf(await world.auth.logIn(owner))
  const proof = { password: owner.password }
  const preview = await record('previewImport', undefined, transfer.previewImport(chooseFile('a.db')))
  const importing = { id: preview?.id ?? '', ...proof }
  await record(
    'importAccounts',
    importing,
    transfer.importAccounts(chooseFile(''), ({ email }) => email, importing),
  )
  await record('cancel', importing, Promise.resolve(transfer.cancel(importing)))
  await record('backUp', proof, transfer.backUp(chooseFile('latchkey-backup-2026-11-22.db'), proof))
  await transfer.backUpIfDue()
  await record('automaticBackups', undefined, transfer.automaticBackups())
  const backup = await record(
    'previewRestore',
    {},
    transfer.previewRestore(chooseFile('latchkey-backup-2026-11-22.db'), {}),
  )
  const restoring = { id: backup?.id ?? '', ...proof }
  await record('restore', restoring, transfer.restore(restoring))
  await world.close()
}

/** Writes an account of the seed, and one whose password is not hashed. */
async function writeSeedFile(path: string): Promise<void> {
  const sql = await initSqlJs()
  const database = new sql.Database()
  database.run('CREATE TABLE users (id INTEGER PRIMARY KEY, email, hashed_password)')
  const rows = [
    [ana.email, hashSync(ana.password, 4)],
    ['leo@lab', 'motdepasse'],
  ]
  for (const row of rows) database.run('INSERT INTO users (email, hashed_password) VALUES (?, ?)', row)
  writeFileSync(path, database.export())
}

/** The errors that need an account without a data key, a failing disk, or a bug. */
async function runFailures(examples: Example[]): Promise<void> {
  const older = await createRecordedWorld(examples, {})
  valueOf(await older.accounts.calls.register(ana))
  older.accounts.deps.tables.users.updateUser(1, { passwordSlot: null, recoverySlot: null })
  valueOf(await older.accounts.calls.logIn(ana))
  await older.auth.beginTwoFactor({ password: ana.password })
  await older.close()
  await older.auth.welcome()
  const bug = () => Promise.reject(new Error('a bug'))
  const hasher = { hash: bug, compare: bug, isFull: () => false, close: () => Promise.resolve() }
  const buggy = await createRecordedWorld(examples, { hasher })
  await buggy.auth.register(bob)
  await buggy.close()
}

async function createRecordedWorld(examples: Example[], options: WorldOptions): Promise<World> {
  const world = await createWorld({ ...options, random: repeatableRandom() })
  const recorded = Object.keys(authCalls).map((name) => {
    const call = world.accounts.calls[name as CallName]
    return [
      name,
      async (input?: unknown) => {
        const outcome = await call(input)
        examples.push({ call: `auth.${name as CallName}`, input, outcome })
        return outcome
      },
    ]
  })
  return { ...world, auth: { ...world.auth, ...(Object.fromEntries(recorded) as Partial<World['auth']>) } }
}
