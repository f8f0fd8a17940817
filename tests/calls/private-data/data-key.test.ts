import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashSync } from 'bcryptjs'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { User } from '../../../main/auth/user'
import { editByHand } from '../../support/by-hand'
import { fillableDisk } from '../../support/fillable-disk'
import { createFakeKeyStore } from '../../support/key-store'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../../support/people'
import { codeAt, turnOnTwoFactor } from '../../support/two-factor'
import { createWorld, type World } from '../../support/world'

const newPassword = 'nuages sur la mer'
let world: World
let isFull: boolean
let recoveryKey: string
beforeEach(async () => {
  isFull = false
  world = await createWorld({ keyStore: createFakeKeyStore(), fs: fillableDisk(() => isFull) })
  recoveryKey = await registered(world.auth)
})
afterEach(() => world.close())

const userOf = (email = ana.email) => world.accounts.deps.auth.find({ email }) as User
const keyId = (slot: string | null) => (JSON.parse(slot ?? 'null') as { keyId: string } | null)?.keyId
const slots = ({ passwordSlot, recoverySlot, totpSecret }: User) => [passwordSlot, recoverySlot, totpSecret].map(keyId)
const privateData = async () => valueOf(await world.auth.profile()).privateData
const nextCode = (secret: string) => {
  world.clock.advance(30_000)
  return codeAt(secret, world.clock.now())
}
const events = async () => valueOf(await world.auth.activity({})).entries.map(({ event }) => event)
const twoFactor = (person = ana) => turnOnTwoFactor(world.auth, () => world.clock.now(), person)

/** Another program changes the account file while the app is closed. */
async function changeByHand(sql: string): Promise<void> {
  await world.accounts.close()
  await editByHand(join(world.folder, 'accounts.db'), sql)
  world = await world.kill()
}

/** Ana helps Bob with a code; Bob sets a new password with it, and logs in. */
async function sealedBob(): Promise<void> {
  await resetWith(bob.email, await issuedFor(bob.email))
  await loggedIn(world.auth, { ...bob, password: newPassword })
}

/** A code from Ana, who is an owner. */
async function issuedFor(email: string): Promise<string> {
  await loggedIn(world.auth)
  const { id } = userOf(email)
  const code = { purpose: 'reset', id, turnOffTwoFactor: false, password: ana.password } as const
  const { issuedCode } = valueOf(await world.auth.issueCode(code))
  valueOf(await world.auth.logOut())
  return issuedCode
}

async function resetWith(email: string, key: string) {
  const { resetToken, privateData } = valueOf(await world.auth.requestReset({ email, recoveryKey: key }))
  const { recoveryKey: renewed } = valueOf(await world.auth.resetPassword({ email, resetToken, newPassword }))
  return { privateData, renewed }
}

describe('a data key', () => {
  it('is made at registration, with one slot for the password and one for the recovery key', async () => {
    const [first, second] = slots(userOf())
    expect(first).toHaveLength(24)
    expect(second).toBe(first)
    expect((await loggedIn(world.auth)).privateData).toBe('open')
  })

  it('is replaced with the password, and encrypts the authenticator anew', async () => {
    await loggedIn(world.auth)
    const { secret } = await twoFactor()
    const [before] = slots(userOf())
    valueOf(await world.auth.changePassword({ currentPassword: ana.password, newPassword }))
    const [after, ...others] = slots(userOf())
    expect(after).not.toBe(before)
    expect(others).toEqual([after, after])
    expect(await privateData()).toBe('open')
    valueOf(await world.auth.logIn({ email: ana.email, password: newPassword, code: nextCode(secret) }))
    // The recovery key from before the change still opens it.
    const { resetToken } = valueOf(await world.auth.requestReset({ email: ana.email, recoveryKey }))
    const reset = { email: ana.email, resetToken, newPassword: ana.password, code: nextCode(secret) }
    valueOf(await world.auth.resetPassword(reset))
    valueOf(await world.auth.logIn({ ...ana, code: nextCode(secret) }))
  })

  it('is replaced with the recovery key, and a remembered session stays so', async () => {
    valueOf(await world.auth.logIn({ ...ana, remember: true }))
    const [before] = slots(userOf())
    valueOf(await world.auth.renewRecoveryKey({ password: ana.password }))
    expect(slots(userOf())[0]).not.toBe(before)
    world = await world.restart()
    expect(valueOf(await world.auth.restoreSession())).toMatchObject({ privateData: 'open' })
  })

  it('is replaced by a reset with the recovery key', async () => {
    const [before] = slots(userOf())
    expect((await resetWith(ana.email, recoveryKey)).privateData).toBe('open')
    const [after, recovery] = slots(userOf())
    expect(after).not.toBe(before)
    expect(recovery).toBe(after)
    expect((await loggedIn(world.auth, { ...ana, password: newPassword })).privateData).toBe('open')
  })

  it('leaves memory at a lock, and an unlock derives it again', async () => {
    await loggedIn(world.auth)
    const { current } = world.accounts.deps.session
    expect(current.dataKey()).not.toBeNull()
    valueOf(await world.auth.lock())
    expect(current.dataKey()).toBeNull()
    expect(valueOf(await world.auth.unlock({ password: ana.password })).privateData).toBe('open')
    valueOf(await world.auth.logOut())
    expect(current.dataKey()).toBeNull()
  })

  it('outlives a restart in a remembered session, and a lock or log-out deletes the kept slot', async () => {
    valueOf(await world.auth.logIn({ ...ana, remember: true }))
    world = await world.restart()
    expect(valueOf(await world.auth.restoreSession())).toMatchObject({ privateData: 'open' })
    valueOf(await world.auth.lock())
    expect(userOf().keptSlot).toBeNull()
    valueOf(await world.auth.unlock({ password: ana.password }))
    expect(userOf().keptSlot).not.toBeNull()
    valueOf(await world.auth.logOut())
    expect(userOf().keptSlot).toBeNull()
  })

  it('locks a remembered session whose kept slot does not open', async () => {
    valueOf(await world.auth.logIn({ ...ana, remember: true }))
    await changeByHand(`UPDATE users SET kept_slot = NULL`)
    expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'locked' })
    expect(valueOf(await world.auth.unlock({ password: ana.password })).session.remembered).toBe(true)
    world = await world.restart()
    expect(valueOf(await world.auth.restoreSession())).toMatchObject({ privateData: 'open' })
  })

  it('of another password, put into the row with its remembered session, opens nothing', async () => {
    valueOf(await world.auth.register(bob))
    const { users } = world.accounts.deps.tables
    users.updateUser(2, { email: 'aside@example.com' })
    // The app itself seals a session for an account of this email, under another password.
    const planted = { email: bob.email, password: 'mallory was here' }
    valueOf(await world.auth.register(planted))
    valueOf(await world.auth.logIn({ ...planted, remember: true }))
    const { sessionId, keptSlot, sessionStartedAt, sessionExpiresAt, sessionLastUsedAt } = userOf(bob.email)
    await changeByHand(`DELETE FROM users WHERE id = 3; UPDATE users SET email = '${bob.email}',
      session_id = '${sessionId}', kept_slot = '${keptSlot}', session_remembered = 1, session_started_at = ${sessionStartedAt},
      session_expires_at = ${sessionExpiresAt}, session_last_used_at = ${sessionLastUsedAt} WHERE id = 2`)
    expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'locked' })
    expect(valueOf(await world.auth.unlock({ password: bob.password })).privateData).toBe('open')
  })

  it('that a kept slot from before a new key opens is not used', async () => {
    valueOf(await world.auth.logIn({ ...ana, remember: true }))
    const vault = readFileSync(join(world.folder, 'session.vault'))
    const { sessionId, keptSlot } = userOf()
    valueOf(await world.auth.renewRecoveryKey({ password: ana.password }))
    await changeByHand(`UPDATE users SET session_id = '${sessionId}', kept_slot = '${keptSlot}'`)
    writeFileSync(join(world.folder, 'session.vault'), vault)
    expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'locked' })
  })

  it('gets its recovery slot back at the next log-in, if another program removed it', async () => {
    await changeByHand('UPDATE users SET recovery_slot = NULL')
    await loggedIn(world.auth)
    valueOf(await world.auth.logOut())
    const request = valueOf(await world.auth.requestReset({ email: ana.email, recoveryKey }))
    expect(request.privateData).toBe('open')
    expect(slots(userOf())[1]).toBe(slots(userOf())[0])
  })

  it('goes with the account', async () => {
    await loggedIn(world.auth)
    valueOf(await world.auth.deleteAccount({ password: ana.password }))
    expect(world.store.all('SELECT id FROM users')).toEqual([])
  })

  it('costs an unknown email and an account without one the same work', async () => {
    const { hasher } = world.accounts.deps.secrets
    let derived = 0
    const derive = hasher.deriveKey.bind(hasher)
    hasher.deriveKey = (...args) => {
      derived += 1
      return derive(...args)
    }
    await world.auth.logIn({ email: 'nobody@example.com', password: 'x' })
    expect(derived).toBe(1)
    await world.auth.logIn({ ...ana, password: 'wrong' })
    expect(derived).toBe(2)
  })
})

describe('an account without a data key', () => {
  beforeEach(() => changeByHand('UPDATE users SET password_slot = NULL, recovery_slot = NULL'))

  it('gets one at its first log-in, and a recovery slot with a new recovery key', async () => {
    expect((await loggedIn(world.auth)).privateData).toBe('noRecovery')
    expect(slots(userOf())[1]).toBeUndefined()
    expect(errorOf(await world.auth.beginTwoFactor({ password: ana.password }))).toEqual({ code: 'recoveryKeyNeeded' })
    valueOf(await world.auth.renewRecoveryKey({ password: ana.password }))
    expect(await privateData()).toBe('open')
    const { secret } = await twoFactor()
    valueOf(await world.auth.logIn({ ...ana, code: nextCode(secret) }))
  })

  it('gets one at an unlock, if its session is older', async () => {
    valueOf(await world.auth.logIn({ ...ana, remember: true }))
    await changeByHand('UPDATE users SET password_slot = NULL, kept_slot = NULL')
    expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'locked' })
    expect(valueOf(await world.auth.unlock({ password: ana.password })).privateData).toBe('noRecovery')
    expect(userOf().passwordSlot).not.toBeNull()
  })

  it('gets both slots by a reset', async () => {
    await resetWith(ana.email, recoveryKey)
    expect((await loggedIn(world.auth, { ...ana, password: newPassword })).privateData).toBe('open')
  })

  it('gets none if something is encrypted already', async () => {
    valueOf(await world.auth.logIn(ana))
    valueOf(await world.auth.renewRecoveryKey({ password: ana.password }))
    const { backupCodes } = await twoFactor()
    await changeByHand('UPDATE users SET password_slot = NULL, recovery_slot = NULL')
    expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired', backupCodesOnly: true })
    const { profile } = valueOf(await world.auth.logIn({ ...ana, code: backupCodes[0] ?? '' }))
    expect(profile.privateData).toBe('sealed')
    expect(userOf().passwordSlot).toBeNull()
  })
})

describe('private data is sealed', () => {
  beforeEach(async () => {
    await registered(world.auth, bob)
  })

  it('after a reset with an owner’s code, and the session and the activity say so', async () => {
    await sealedBob()
    expect(await privateData()).toBe('sealed')
    expect(await events()).toContain('privateDataSealed')
    expect(errorOf(await world.auth.beginTwoFactor({ password: newPassword }))).toEqual({ code: 'sealed' })
  })

  it('if another program replaced the hash: it opens the account and not the data', async () => {
    await loggedIn(world.auth, bob)
    const { backupCodes, secret } = await twoFactor(bob)
    const hash = hashSync('mallory was here', 4)
    await changeByHand(`UPDATE users SET hashed_password = '${hash}' WHERE email = '${bob.email}'`)
    const intruder = { email: bob.email, password: 'mallory was here' }
    const code = nextCode(secret)
    expect(errorOf(await world.auth.logIn({ ...intruder, code }))).toEqual({ code: 'wrongCode', backupCodesOnly: true })
    const { profile } = valueOf(await world.auth.logIn({ ...intruder, code: backupCodes[0] ?? '' }))
    expect(profile.privateData).toBe('sealed')
    const before = slots(userOf(bob.email))
    valueOf(await world.auth.changePassword({ currentPassword: intruder.password, newPassword }))
    expect(await privateData()).toBe('sealed')
    valueOf(await world.auth.renewRecoveryKey({ password: newPassword }))
    expect(await privateData()).toBe('sealed')
    expect(slots(userOf(bob.email))).toEqual(before)
  })

  it('and opens with the former password, under a new password and a new recovery key', async () => {
    await loggedIn(world.auth, bob)
    const { secret, backupCodes } = await twoFactor(bob)
    const { resetToken } = valueOf(
      await world.auth.requestReset({ email: bob.email, recoveryKey: await issuedFor(bob.email) }),
    )
    const reset = { email: bob.email, resetToken, newPassword, code: backupCodes[0] ?? '' }
    valueOf(await world.auth.resetPassword(reset))
    const login = { email: bob.email, password: newPassword, code: backupCodes[1] ?? '' }
    expect(valueOf(await world.auth.logIn(login)).profile.privateData).toBe('sealed')
    const wrong = { formerPassword: 'wr0ng guess', newPassword: 'sable chaud' }
    expect(errorOf(await world.auth.openSealed(wrong))).toEqual({ code: 'wrongCredentials' })
    const open = { formerPassword: bob.password, newPassword: 'sable chaud' }
    const opened = valueOf(await world.auth.openSealed(open))
    expect(await privateData()).toBe('open')
    expect((await events())[0]).toBe('privateDataOpened')
    expect(errorOf(await world.auth.openSealed(open))).toEqual({ code: 'notSealed' })
    expect(errorOf(await world.auth.logIn(login))).toEqual({ code: 'wrongCredentials' })
    const again = { email: bob.email, password: open.newPassword, code: nextCode(secret) }
    expect(valueOf(await world.auth.logIn(again)).profile.privateData).toBe('open')
    valueOf(await world.auth.logOut())
    expect(
      valueOf(await world.auth.requestReset({ email: bob.email, recoveryKey: opened.recoveryKey })).privateData,
    ).toBe('open')
  })

  it('and opens with the former recovery key', async () => {
    const former = valueOf(await world.auth.register({ email: 'carol@example.com', password: 'la lune est haute' }))
    await resetWith('carol@example.com', await issuedFor('carol@example.com'))
    await loggedIn(world.auth, { email: 'carol@example.com', password: newPassword })
    const open = { recoveryKey: former.recoveryKey, newPassword: 'sable chaud' }
    valueOf(await world.auth.openSealed(open))
    expect(await privateData()).toBe('open')
  })

  it('and can be given up: two-factor goes, and a new key is made', async () => {
    await sealedBob()
    expect(errorOf(await world.auth.startAfresh({ password: 'wr0ng guess' }))).toEqual({ code: 'wrongCredentials' })
    const { recoveryKey: renewed } = valueOf(await world.auth.startAfresh({ password: newPassword }))
    expect(await privateData()).toBe('open')
    expect(errorOf(await world.auth.startAfresh({ password: newPassword }))).toEqual({ code: 'notSealed' })
    expect((await events())[0]).toBe('startedAfresh')
    valueOf(await world.auth.logOut())
    expect((await resetWith(bob.email, renewed)).privateData).toBe('open')
  })

  it('pauses guesses at the former password and at the former recovery key', async () => {
    await sealedBob()
    const guess = (secret: { formerPassword: string } | { recoveryKey: string }) =>
      world.auth.openSealed({ ...secret, newPassword: 'sable chaud' })
    for (let n = 0; n < 5; n += 1) await guess({ formerPassword: 'wr0ng' })
    expect(errorOf(await guess({ formerPassword: bob.password })).code).toBe('tooManyAttempts')
    const wrongKey = '0000000000000000000000000'
    for (let n = 0; n < 5; n += 1)
      expect(errorOf(await guess({ recoveryKey: wrongKey }))).toEqual({ code: 'invalidRecoveryKey' })
    expect(errorOf(await guess({ recoveryKey: wrongKey })).code).toBe('tooManyAttempts')
  })

  it('and takes exactly one of the two secrets', async () => {
    await sealedBob()
    const both = { formerPassword: bob.password, recoveryKey, newPassword: 'sable chaud' }
    expect(errorOf(await world.auth.openSealed(both)).code).toBe('invalidInput')
    expect(errorOf(await world.auth.openSealed({ newPassword: 'sable chaud' })).code).toBe('invalidInput')
  })
})

describe('a reset token', () => {
  it('keeps its key if the disk is too full for the next one', async () => {
    await loggedIn(world.auth)
    const { secret } = await twoFactor()
    valueOf(await world.auth.logOut())
    const { resetToken } = valueOf(await world.auth.requestReset({ email: ana.email, recoveryKey }))
    isFull = true
    expect(errorOf(await world.auth.requestReset({ email: ana.email, recoveryKey })).code).toBe('storage')
    isFull = false
    const reset = { email: ana.email, resetToken, newPassword, code: nextCode(secret) }
    valueOf(await world.auth.resetPassword(reset))
    const { profile } = valueOf(
      await world.auth.logIn({ email: ana.email, password: newPassword, code: nextCode(secret) }),
    )
    expect(profile.privateData).toBe('open')
  })

  it('does not outlive a start: its key was in memory only', async () => {
    const { resetToken } = valueOf(await world.auth.requestReset({ email: ana.email, recoveryKey }))
    world = await world.restart()
    const reset = { email: ana.email, resetToken, newPassword }
    expect(errorOf(await world.auth.resetPassword(reset))).toEqual({ code: 'invalidResetToken' })
  })
})
