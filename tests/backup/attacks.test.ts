import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashSync } from 'bcryptjs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forge } from '../support/forged-backup'
import { createFakeKeyStore } from '../support/key-store'
import { ana, bob, errorOf, loggedIn, madeOwner, registered, valueOf } from '../support/people'
import { codeAt, turnOnTwoFactor } from '../support/two-factor'
import { createTransferWorld, previewBackup, saveBackup, type TransferWorld } from '../support/transfer'
import { createMovableClock, createWorld, type World } from '../support/world'

/** Ways in which a restore made one person another, or undid what it promises to keep. */

const mallory = { email: 'mallory@example.com', password: 'moulin a paroles' }
const wanted = 'sesame ouvre-toi'

let world: World
let transfer: TransferWorld
/** Ana is the owner and has two-factor later; Bob is a member. Ana is logged in. */
beforeEach(async () => {
  world = await createWorld({ keyStore: createFakeKeyStore() })
  transfer = createTransferWorld(world)
  for (const person of [ana, bob]) await registered(world.auth, person)
  await loggedIn(world.auth, ana)
})
afterEach(() => world.close())

const roles = () => world.store.all('SELECT email, role, state FROM users ORDER BY email').map((row) => row.join(' '))
const restore = async (path: string, proof: { password: string; code?: string } = { password: ana.password }) =>
  transfer.restore({ id: (await previewBackup(transfer, path)).id, ...proof })

describe('a person who registers', () => {
  it('can neither back up, nor preview, nor restore, nor see the automatic backups', async () => {
    await transfer.backUpIfDue()
    const [latest] = valueOf(await transfer.automaticBackups())
    const path = await saveBackup(world, transfer)
    const { id } = await previewBackup(transfer, path)
    await registered(world.auth, mallory)
    await loggedIn(world.auth, mallory)
    const notAllowed = { code: 'notAllowed' }
    const fail = () => expect.fail('a dialog was opened')
    expect(errorOf(await transfer.backUp(fail, { password: mallory.password }))).toEqual(notAllowed)
    expect(errorOf(await transfer.previewRestore(fail, {}))).toEqual(notAllowed)
    expect(errorOf(await transfer.previewRestore(fail, { id: latest?.id ?? '' }))).toEqual(notAllowed)
    expect(errorOf(await transfer.restore({ id, password: mallory.password }))).toEqual(notAllowed)
    expect(errorOf(await transfer.automaticBackups())).toEqual(notAllowed)
  })

  it('does not become an owner by a backup that says so', async () => {
    await registered(world.auth, mallory)
    const path = await saveBackup(world, transfer)
    forge(path, `UPDATE users SET role = iif(email = '${mallory.email}', 'owner', 'member')`)
    valueOf(await restore(path))
    expect(roles()).toEqual([
      'ana@example.com owner active',
      'bob@example.com member active',
      'mallory@example.com member active',
    ])
  })
})

describe('a restore by an owner', () => {
  it('keeps roles, states, registration and audit of now; newcomers are members; issued codes are void', async () => {
    await registered(world.auth, mallory)
    await madeOwner(world.auth, mallory)
    const path = await saveBackup(world, transfer)
    const id = async (email: string) => valueOf(await world.auth.accounts({ search: email })).accounts[0]?.id ?? 0
    const { password } = ana
    valueOf(await world.auth.removeAccount({ id: await id(mallory.email), password }))
    valueOf(await world.auth.setAccountState({ id: await id(bob.email), state: 'disabled', password }))
    valueOf(await world.auth.setRegistration({ mode: 'closed', password }))
    const { issuedCode } = valueOf(await world.auth.issueCode({ purpose: 'invite', password }))
    const { entries } = valueOf(await world.auth.audit({}))
    valueOf(await restore(path))
    expect(roles()).toEqual([
      'ana@example.com owner active',
      'bob@example.com member disabled',
      'mallory@example.com member active',
    ])
    expect(valueOf(await world.auth.welcome()).registration).toBe('closed')
    const carol = { email: 'carol@example.com', password: 'la lune est haute' }
    expect(errorOf(await world.auth.register({ ...carol, invitation: issuedCode }))).toEqual({
      code: 'invalidInvitation',
    })
    await loggedIn(world.auth, ana)
    const after = valueOf(await world.auth.audit({})).entries
    expect(after[0]).toMatchObject({ act: 'restored', actor: ana.email })
    expect(after.slice(-entries.length)).toEqual(entries)
  })

  it('of a backup in which no active owner of now is answers lastOwner, and changes nothing', async () => {
    const path = await saveBackup(world, transfer)
    forge(path, `DELETE FROM users WHERE email = '${ana.email}'`)
    expect(errorOf(await restore(path))).toEqual({ code: 'lastOwner' })
    expect(roles()).toEqual(['ana@example.com owner active', 'bob@example.com member active'])
    await madeOwner(world.auth, bob)
    valueOf(await restore(path))
    expect(roles()).toEqual(['bob@example.com owner active'])
  })

  it('of another Latchkey that has the same email keeps the two-factor of that account', async () => {
    const home = await createWorld({ clock: createMovableClock(Date.UTC(2026, 9, 1)) })
    await registered(home.auth, { ...ana, password: wanted })
    await loggedIn(home.auth, { ...ana, password: wanted })
    const path = await saveBackup(home, createTransferWorld(home), 'home.db', undefined, { password: wanted })
    const { backupCodes } = await turnOnTwoFactor(world.auth, () => world.clock.now())
    valueOf(await restore(path, { password: ana.password, code: backupCodes[0] ?? '' }))
    // The data key of the other Latchkey does not open the secret of this one.
    const error = { code: 'secondFactorRequired', backupCodesOnly: true }
    expect(errorOf(await world.auth.logIn({ ...ana, password: wanted }))).toEqual(error)
    await home.close()
  })
})

describe('two restores, one after the other', () => {
  /**
   * Backups of Bob before two-factor, with it, and without Bob; then Bob uses a code and is paused.
   */
  async function threeBackups() {
    const before = await saveBackup(world, transfer, 'before.db')
    await loggedIn(world.auth, bob)
    const { secret, backupCodes } = await turnOnTwoFactor(world.auth, () => world.clock.now(), bob)
    await loggedIn(world.auth, ana)
    const protectedBackup = await saveBackup(world, transfer, 'protected.db')
    const without = await saveBackup(world, transfer, 'without.db')
    forge(without, `DELETE FROM users WHERE email = '${bob.email}'`)
    valueOf(await world.auth.logIn({ ...bob, code: backupCodes[0] ?? '' }))
    valueOf(await world.auth.logOut())
    for (let n = 0; n < 5; n += 1) await world.auth.logIn({ ...bob, password: 'wrong' })
    await loggedIn(world.auth, ana)
    return { before, protectedBackup, without, backupCodes, secret }
  }

  it('leave a pause, and a used code used, for an account that the first removed', async () => {
    const { without, protectedBackup, backupCodes, secret } = await threeBackups()
    valueOf(await restore(without))
    await loggedIn(world.auth, ana)
    valueOf(await restore(protectedBackup))
    expect(errorOf(await world.auth.logIn(bob))).toMatchObject({ code: 'tooManyAttempts' })
    world.clock.advance(60_000)
    expect(errorOf(await world.auth.logIn({ ...bob, code: backupCodes[0] ?? '' }))).toMatchObject({ code: 'wrongCode' })
    valueOf(await world.auth.logIn({ ...bob, code: codeAt(secret, world.clock.now()) }))
  })

  it('leave two-factor on for an account that comes back from before it', async () => {
    const { before, without } = await threeBackups()
    valueOf(await restore(without))
    await loggedIn(world.auth, ana)
    valueOf(await restore(without))
    await loggedIn(world.auth, ana)
    valueOf(await restore(before))
    world.clock.advance(60_000)
    expect(errorOf(await world.auth.logIn(bob))).toEqual({ code: 'secondFactorRequired' })
  })
})

describe('a restore onto an empty store', () => {
  /** A backup with Ana, whose password is known, and Bob; then all accounts are deleted. */
  async function emptied(): Promise<string> {
    const path = await saveBackup(world, transfer)
    for (const person of [bob, ana]) {
      await loggedIn(world.auth, person)
      valueOf(await world.auth.deleteAccount({ password: person.password }))
    }
    return path
  }

  it('asks for an owner of the backup: no member, no other email, no wrong password, and pauses guesses', async () => {
    const { id } = await previewBackup(transfer, await emptied())
    const wrong = { code: 'wrongCredentials' }
    expect(errorOf(await transfer.restore({ id, ...bob }))).toEqual(wrong)
    expect(errorOf(await transfer.restore({ id, ...mallory }))).toEqual(wrong)
    expect(errorOf(await transfer.restore({ id, ...ana, password: 'wrong' }))).toEqual(wrong)
    for (let n = 0; n < 2; n += 1) await transfer.restore({ id, ...ana, password: 'wrong' })
    expect(errorOf(await transfer.restore({ id, ...ana }))).toMatchObject({ code: 'tooManyAttempts' })
    world.clock.advance(30_000)
    valueOf(await transfer.restore({ id, ...ana }))
    expect(roles()).toEqual(['ana@example.com owner active', 'bob@example.com member active'])
  })

  it('voids every backup code of the backup', async () => {
    await loggedIn(world.auth, bob)
    const { backupCodes } = await turnOnTwoFactor(world.auth, () => world.clock.now(), bob)
    await loggedIn(world.auth, ana)
    const path = await saveBackup(world, transfer)
    const empty = await createWorld({ keyStore: createFakeKeyStore() })
    const otherTransfer = createTransferWorld(empty)
    const { id } = await previewBackup(otherTransfer, path)
    valueOf(await otherTransfer.restore({ id, ...ana }))
    expect(errorOf(await empty.auth.logIn({ ...bob, code: backupCodes[1] ?? '' }))).toMatchObject({ code: 'wrongCode' })
    await empty.close()
  })

  it('turns two-factor off for the owner alone if this computer cannot check their codes: they would have none', async () => {
    await loggedIn(world.auth, bob)
    await turnOnTwoFactor(world.auth, () => world.clock.now(), bob)
    await loggedIn(world.auth, ana)
    const { backupCodes } = await turnOnTwoFactor(world.auth, () => world.clock.now())
    const [first = '', second = ''] = backupCodes
    const path = await saveBackup(world, transfer, 'two.db', undefined, { ...ana, code: first })
    forge(path, "UPDATE users SET totp_secret = 'sealed by a key store of another computer'")
    const empty = await createWorld({ keyStore: createFakeKeyStore('none') })
    const otherTransfer = createTransferWorld(empty)
    const { id } = await previewBackup(otherTransfer, path)
    valueOf(await otherTransfer.restore({ id, ...ana, code: second }))
    await loggedIn(empty.auth, ana)
    expect(valueOf(await empty.auth.profile())).toMatchObject({ twoFactor: false, role: 'owner' })
    const { entries } = valueOf(await empty.auth.activity({}))
    expect(entries.map(({ event }) => event)).toContain('twoFactorOff')
    expect(errorOf(await empty.auth.logIn(bob))).toMatchObject({ code: 'secondFactorRequired', backupCodesOnly: true })
    await empty.close()
  })
})

it('the automatic backups go with the last account', async () => {
  await world.accounts.transfer.backUpIfDue()
  expect(readdirSync(join(world.folder, 'backups'))).toHaveLength(1)
  for (const person of [bob, ana]) {
    await loggedIn(world.auth, person)
    valueOf(await world.auth.deleteAccount({ password: person.password }))
  }
  expect(valueOf(await transfer.automaticBackups())).toEqual([])
})

describe('the preview of a restore', () => {
  it('names who is added, who is removed, and who gets another password', async () => {
    const path = await saveBackup(world, transfer)
    forge(path, `UPDATE users SET hashed_password = '${hashSync(wanted, 4)}' WHERE email = '${bob.email}'`)
    await registered(world.auth, mallory)
    const preview = await previewBackup(transfer, path)
    expect(preview.difference).toEqual({
      added: { count: 0, emails: [] },
      removed: { count: 1, emails: [mallory.email] },
      otherPassword: { count: 1, emails: [bob.email] },
      backupCodesOnly: { count: 0, emails: [] },
    })
    forge(path, `UPDATE users SET email = 'new@x', totp_secret = 'sealed elsewhere' WHERE email = '${bob.email}'`)
    const other = await previewBackup(transfer, path)
    expect(other.difference).toMatchObject({ added: { emails: ['new@x'] }, backupCodesOnly: { emails: ['new@x'] } })
    expect(JSON.stringify(other)).not.toMatch(/\$2b\$|sealed elsewhere/)
  })
})

it('the kept copy of a restore is named in its answer', async () => {
  const path = await saveBackup(world, transfer)
  const { keptAs, warning } = valueOf(await restore(path))
  expect(readFileSync(join(world.folder, keptAs ?? '')).length).toBeGreaterThan(1000)
  expect(warning).toBeNull()
})
