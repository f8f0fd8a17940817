import { afterEach, beforeEach, expect, test } from 'vitest'
import { groupRecoveryKey } from '../../../preload/text'
import { createWorld, type World } from '../../support/world'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../../support/people'

let world: World
let recoveryKey: string
beforeEach(async () => {
  world = await createWorld()
  recoveryKey = await registered(world.auth)
})
afterEach(() => world.close())

const newPassword = 'nuages sur la mer'
const token = async (key = recoveryKey) =>
  valueOf(await world.auth.requestReset({ email: ana.email, recoveryKey: key })).resetToken
const reset = (resetToken: string, email = ana.email) => world.auth.resetPassword({ email, resetToken, newPassword })
const invalid = { code: 'invalidResetToken' }

test('accepts the key as people write it: groups, lower case, spaces', async () => {
  expect(await token(` ${groupRecoveryKey(recoveryKey).toLowerCase().replaceAll('-', ' ')} `)).toBeTruthy()
})

test.each(['7K4MQ', 'not a key', `${'0'.repeat(24)}1`, 'U'.repeat(25), '9'.repeat(5_000_000)])(
  'a malformed key consumes no attempt: %.12s',
  async (wrong) => {
    for (let tries = 0; tries < 8; tries += 1) {
      const refused = await world.auth.requestReset({ email: ana.email, recoveryKey: wrong })
      expect(errorOf(refused)).toEqual({ code: 'invalidInput', fields: { recoveryKey: 'malformed' } })
    }
    expect(await token()).toBeTruthy()
  },
)

test('an unknown email and a wrong key return the same error', async () => {
  const other = '0000000000000000000000000'
  const wrong = await world.auth.requestReset({ email: ana.email, recoveryKey: other })
  const unknown = await world.auth.requestReset({ email: 'nobody@example.com', recoveryKey: other })
  expect(unknown).toEqual(wrong)
})

test("one user's key does not work for another account", async () => {
  const bobsKey = await registered(world.auth, bob)
  const refused = await world.auth.requestReset({ email: ana.email, recoveryKey: bobsKey })
  expect(errorOf(refused)).toEqual({ code: 'invalidRecoveryKey' })
})

test('a token lasts ten minutes, even if the wall clock is set forward', async () => {
  const first = await token()
  world.clock.advance(10 * 60_000 - 1)
  world.clock.shiftWall(86_400_000)
  expect((await reset(first)).ok).toBe(true)
})

test('a token expires after ten minutes, even if the clock is set back', async () => {
  const first = await token()
  world.clock.advance(10 * 60_000)
  world.clock.shiftWall(-86_400_000)
  expect(errorOf(await reset(first))).toEqual(invalid)
})

test('setting the clock back before a restart does not extend a token', async () => {
  const first = await token()
  world.clock.shiftWall(-86_400_000)
  const restarted = await world.restart()
  const refused = await restarted.auth.resetPassword({ email: ana.email, resetToken: first, newPassword })
  expect(errorOf(refused)).toEqual(invalid)
  await restarted.close()
})

test('only the newest token works', async () => {
  const first = await token()
  const second = await token()
  expect(errorOf(await reset(first))).toEqual(invalid)
  expect((await reset(second)).ok).toBe(true)
})

test('a token works for its own email only, and trying another does not use it up', async () => {
  await registered(world.auth, bob)
  const first = await token()
  expect(errorOf(await reset(first, bob.email))).toEqual(invalid)
  expect((await world.auth.logIn(bob)).ok).toBe(true)
  expect((await reset(first)).ok).toBe(true)
})

test('of two simultaneous uses of one token exactly one succeeds', async () => {
  const first = await token()
  const both = await Promise.all([reset(first), reset(first)])
  expect(both.filter((outcome) => outcome.ok)).toHaveLength(1)
  expect(both.filter((outcome) => !outcome.ok).map(errorOf)).toEqual([invalid])
})

test('a token without an expiry is expired', async () => {
  const first = await token()
  world.accounts.deps.tables.users.updateUser(1, { resetTokenExpiresAt: null })
  expect(errorOf(await reset(first))).toEqual(invalid)
})

test('a change of password and a renewed key void tokens', async () => {
  await loggedIn(world.auth)
  const first = await token()
  await world.auth.changePassword({ currentPassword: ana.password, newPassword: 'another good one' })
  expect(errorOf(await reset(first))).toEqual(invalid)
  const second = await token()
  await world.auth.renewRecoveryKey({ password: 'another good one' })
  expect(errorOf(await reset(second))).toEqual(invalid)
})

test('the old password works until the reset is complete, and a weak new one changes nothing', async () => {
  const first = await token()
  const weak = await world.auth.resetPassword({ email: ana.email, resetToken: first, newPassword: 'password' })
  expect(errorOf(weak)).toEqual({ code: 'weakPassword', reason: 'common' })
  expect((await world.auth.logIn(ana)).ok).toBe(true)
  expect((await reset(first)).ok).toBe(true)
  expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'wrongCredentials' })
})

test('a reset ends the session, does not log in, voids the old key and confirms the new one', async () => {
  await loggedIn(world.auth)
  const next = valueOf(await reset(await token())).recoveryKey
  expect(errorOf(await world.auth.profile()).code).toBe('notLoggedIn')
  expect(next).not.toBe(recoveryKey)
  const old = await world.auth.requestReset({ email: ana.email, recoveryKey })
  expect(errorOf(old)).toEqual({ code: 'invalidRecoveryKey' })
  expect(await token(next)).toBeTruthy()
  expect((await loggedIn(world.auth, { ...ana, password: newPassword })).recoveryKey.confirmed).toBe(true)
})

test('a reset ends the pause of the log-in', async () => {
  for (let tries = 0; tries < 5; tries += 1) await world.auth.logIn({ ...ana, password: 'wrong' })
  expect(errorOf(await world.auth.logIn(ana)).code).toBe('tooManyAttempts')
  await reset(await token())
  expect((await world.auth.logIn({ ...ana, password: newPassword })).ok).toBe(true)
})
