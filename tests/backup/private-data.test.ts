import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import initSqlJs from 'sql.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { User } from '../../main/auth/user'
import { makeDataKey } from '../../main/keys/data-key'
import { publicKeyOf, recoveryPrivateKey } from '../../main/keys/recovery-key-pair'
import { makeRecoverySlot, openRecoverySlot } from '../../main/keys/slots'
import { seal } from '../../main/secrets/envelope-encryption'
import { forge } from '../support/forged-backup'
import { createFakeKeyStore } from '../support/key-store'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../support/people'
import { codeAt, turnOnTwoFactor } from '../support/two-factor'
import { createTransferWorld, previewBackup, saveBackup, type TransferWorld } from '../support/transfer'
import { createWorld, type World } from '../support/world'

const newPassword = 'nuages sur la mer'
const keyStore = createFakeKeyStore()

let world: World
let transfer: TransferWorld
let bobsKey: string
/** Ana is the owner, and logged in. Bob is a member. */
beforeEach(async () => {
  world = await createWorld({ keyStore })
  transfer = createTransferWorld(world)
  await registered(world.auth, ana)
  bobsKey = await registered(world.auth, bob)
  await loggedIn(world.auth)
})
afterEach(() => world.close())

const userOf = (email = bob.email) => world.accounts.deps.auth.find({ email }) as User
const nextCode = (secret: string) => {
  world.clock.advance(30_000)
  return codeAt(secret, world.clock.now())
}
const restore = async (path: string, proof: { password: string; code?: string } = ana) =>
  transfer.restore({ id: (await previewBackup(transfer, path)).id, password: proof.password })

/** Bob turns two-factor on; then Ana is logged in again. */
async function bobWithTwoFactor() {
  await loggedIn(world.auth, bob)
  const enrolled = await turnOnTwoFactor(world.auth, () => world.clock.now(), bob)
  await loggedIn(world.auth)
  return enrolled
}

describe('an authenticator', () => {
  it('works on another computer without a key store', async () => {
    const { secret } = await bobWithTwoFactor()
    const path = await saveBackup(world, transfer)
    const other = await createWorld({ clock: world.clock })
    const otherTransfer = createTransferWorld(other)
    const { id } = await previewBackup(otherTransfer, path)
    valueOf(await otherTransfer.restore({ id, ...ana }))
    const { profile } = valueOf(await other.auth.logIn({ ...bob, code: nextCode(secret) }))
    expect(profile).toMatchObject({ twoFactor: true, privateData: 'open' })
    await other.close()
  })

  it('authorizes its owner on another computer, and stays on', async () => {
    const { secret, backupCodes } = await turnOnTwoFactor(world.auth, () => world.clock.now())
    const path = await saveBackup(world, transfer, 'two.db', undefined, { ...ana, code: backupCodes[0] ?? '' })
    const other = await createWorld({ clock: world.clock })
    const otherTransfer = createTransferWorld(other)
    const { id } = await previewBackup(otherTransfer, path)
    valueOf(await otherTransfer.restore({ id, ...ana, code: nextCode(secret) }))
    expect(errorOf(await other.auth.logIn({ ...ana, code: backupCodes[1] ?? '' })).code).toBe('wrongCode')
    valueOf(await other.auth.logIn({ ...ana, code: nextCode(secret) }))
    await other.close()
  })

  it('of the same set-up works with the password of the backup, and a code that was used stays used', async () => {
    const { secret, backupCodes } = await bobWithTwoFactor()
    const path = await saveBackup(world, transfer)
    const used = nextCode(secret)
    valueOf(await world.auth.logIn({ ...bob, code: used }))
    valueOf(await world.auth.changePassword({ currentPassword: bob.password, newPassword }))
    valueOf(await world.auth.logIn({ email: bob.email, password: newPassword, code: backupCodes[0] ?? '' }))
    await loggedIn(world.auth)
    expect((await previewBackup(transfer, path)).difference).toMatchObject({ backupCodesOnly: { count: 0 } })
    valueOf(await restore(path))
    for (const code of [used, backupCodes[0] ?? ''])
      expect(errorOf(await world.auth.logIn({ ...bob, code }))).toEqual({ code: 'wrongCode' })
    expect(valueOf(await world.auth.logIn({ ...bob, code: nextCode(secret) })).profile.privateData).toBe('open')
  })

  it('of another set-up is that of now, and only its backup codes work: the preview says so', async () => {
    const path = await saveBackup(world, transfer)
    await loggedIn(world.auth, bob)
    valueOf(await world.auth.changePassword({ currentPassword: bob.password, newPassword }))
    const person = { ...bob, password: newPassword }
    const { secret, backupCodes } = await turnOnTwoFactor(world.auth, () => world.clock.now(), person)
    await loggedIn(world.auth)
    expect((await previewBackup(transfer, path)).difference).toMatchObject({
      backupCodesOnly: { count: 1, emails: [bob.email] },
    })
    valueOf(await restore(path))
    const code = nextCode(secret)
    expect(errorOf(await world.auth.logIn({ ...bob, code }))).toEqual({ code: 'wrongCode', backupCodesOnly: true })
    valueOf(await world.auth.logIn({ ...bob, code: backupCodes[0] ?? '' }))
  })

  it('that an older version sealed opens once more by the key store, and then under the data key', async () => {
    const { secret } = await bobWithTwoFactor()
    const random = { uuid: () => '', bytes: (count: number) => new Uint8Array(count).fill(7) }
    const sealed = await seal(`latchkey two-factor 1 ${bob.email}`, secret, keyStore, random)
    world.accounts.deps.tables.users.updateUser(2, { totpSecret: JSON.stringify(sealed), totpId: sealed.nonce })
    const path = await saveBackup(world, transfer)
    valueOf(await world.auth.logIn({ ...bob, code: nextCode(secret) }))
    expect(userOf().totpSecret).toContain('latchkey totp 2')
    keyStore.state = 'none'
    valueOf(await world.auth.logIn({ ...bob, code: nextCode(secret) }))
    keyStore.state = 'real'
    // The same set-up: the backup keeps its own secret, which the key store opens.
    await loggedIn(world.auth)
    valueOf(await restore(path))
    expect(userOf().totpSecret).toContain('latchkey two-factor 1')
    valueOf(await world.auth.logIn({ ...bob, code: nextCode(secret) }))
    expect(userOf().totpSecret).toContain('latchkey totp 2')
  })
})

describe('a backup that was changed', () => {
  it.each([
    ['without the secret of the same set-up', 'totp_secret = NULL'],
    ['without secret and name of the set-up', 'totp_secret = NULL, totp_id = NULL'],
  ])('%s does not turn two-factor off', async (_what, change) => {
    const { backupCodes } = await bobWithTwoFactor()
    const path = await saveBackup(world, transfer)
    forge(path, `UPDATE users SET ${change} WHERE email = '${bob.email}'`)
    valueOf(await restore(path))
    expect(errorOf(await world.auth.logIn(bob)).code).toBe('secondFactorRequired')
    valueOf(await world.auth.logIn({ ...bob, code: backupCodes[0] ?? '' }))
  })

  it('does not turn off a set-up of now that has no name', async () => {
    const path = await saveBackup(world, transfer)
    world.accounts.deps.tables.users.updateUser(2, { totpSecret: 'written by hand', totpId: null })
    valueOf(await restore(path))
    expect(errorOf(await world.auth.logIn(bob)).code).toBe('secondFactorRequired')
  })

  it('with a secret that another key store sealed is in the preview', async () => {
    await bobWithTwoFactor()
    const path = await saveBackup(world, transfer)
    forge(path, `UPDATE users SET totp_secret = 'sealed elsewhere' WHERE email = '${bob.email}'`)
    expect((await previewBackup(transfer, path)).difference).toMatchObject({
      backupCodesOnly: { count: 1, emails: [bob.email] },
    })
  })
})

describe('a backup', () => {
  it('has the slots of the password and the recovery key, and not that of a remembered session', async () => {
    valueOf(await world.auth.logIn({ ...ana, remember: true }))
    expect(userOf(ana.email).keptSlot).not.toBeNull()
    const sql = await initSqlJs()
    const database = new sql.Database(readFileSync(await saveBackup(world, transfer)))
    const columns = 'password_slot IS NULL, recovery_slot IS NULL, kept_slot'
    const [result] = database.exec(`SELECT ${columns} FROM users ORDER BY id`)
    expect(result?.values).toEqual([
      [0, 0, null],
      [0, 0, null],
    ])
    database.close()
  })

  it('with an old password opens nothing that was written after it was replaced', async () => {
    const path = await saveBackup(world, transfer)
    const old = userOf()
    await loggedIn(world.auth, bob)
    valueOf(await world.auth.changePassword({ currentPassword: bob.password, newPassword }))
    valueOf(await world.auth.renewRecoveryKey({ password: newPassword }))
    const { recoverySlot } = userOf()
    expect(openRecoverySlot(old.recoverySlot ?? '', bob.email, bobsKey)).not.toBeNull()
    expect(openRecoverySlot(recoverySlot ?? '', bob.email, bobsKey)).toBeNull()
    await loggedIn(world.auth)
    valueOf(await restore(path))
    expect(valueOf(await world.auth.logIn(bob)).profile.privateData).toBe('open')
  })

  it('with a forged recovery slot gives its owner nothing: the next key is not wrapped for them', async () => {
    const path = await saveBackup(world, transfer, join('forged.db'))
    const random = { uuid: () => '', bytes: (count: number) => new Uint8Array(count).fill(9) }
    const forgersKey = 'FORGED0000000000000000000'
    const forged = makeDataKey(random, publicKeyOf(recoveryPrivateKey(forgersKey)))
    const slot = makeRecoverySlot(forged, bob.email, random) ?? ''
    expect(openRecoverySlot(slot, bob.email, forgersKey)).not.toBeNull()
    forge(path, `UPDATE users SET recovery_slot = '${slot}' WHERE email = '${bob.email}'`)
    valueOf(await restore(path))
    await loggedIn(world.auth, bob)
    const { secret } = await turnOnTwoFactor(world.auth, () => world.clock.now(), bob)
    valueOf(await world.auth.changePassword({ currentPassword: bob.password, newPassword }))
    const { recoverySlot } = userOf()
    expect(openRecoverySlot(recoverySlot ?? '', bob.email, forgersKey)).toBeNull()
    expect(openRecoverySlot(recoverySlot ?? '', bob.email, bobsKey)).not.toBeNull()
    valueOf(await world.auth.logIn({ email: bob.email, password: newPassword, code: nextCode(secret) }))
  })
})
