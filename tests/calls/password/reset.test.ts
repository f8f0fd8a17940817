import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { groupRecoveryKey } from '../../../preload/text'
import { createProtectedWorld } from '../../support/two-factor'
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

describe('a reset while the session is locked', () => {
  const wrongKey = '0'.repeat(25)
  const requestWith = (key: string) => world.auth.requestReset({ email: ana.email, recoveryKey: key })
  beforeEach(async () => {
    await loggedIn(world.auth)
    valueOf(await world.auth.lock())
  })

  test('leaves the session locked until it succeeds, and then ends it', async () => {
    expect(errorOf(await requestWith(wrongKey))).toEqual({ code: 'invalidRecoveryKey' })
    const first = await token()
    const weak = await world.auth.resetPassword({ email: ana.email, resetToken: first, newPassword: 'password' })
    expect(errorOf(weak).code).toBe('weakPassword')
    expect(errorOf(await reset('not the token'))).toEqual(invalid)
    expect(errorOf(await world.auth.profile())).toEqual({ code: 'locked' })
    valueOf(await reset(first))
    expect(errorOf(await world.auth.unlock({ password: ana.password })).code).toBe('notLoggedIn')
    expect(errorOf(await world.auth.unlock({ password: newPassword })).code).toBe('notLoggedIn')
    expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'wrongCredentials' })
    expect((await world.auth.logIn({ ...ana, password: newPassword })).ok).toBe(true)
  })

  test('answers a known and an unknown email alike, and pauses after as many wrong keys', async () => {
    const unknown = await world.auth.requestReset({ email: 'nobody@example.com', recoveryKey: wrongKey })
    expect(unknown).toEqual(await requestWith(wrongKey))
    for (let tries = 0; tries < 4; tries += 1) await requestWith(wrongKey)
    expect(errorOf(await requestWith(recoveryKey)).code).toBe('tooManyAttempts')
    valueOf(await world.auth.logOut())
    expect(errorOf(await requestWith(recoveryKey)).code).toBe('tooManyAttempts')
  })

  test('requires the second factor', async () => {
    await world.close()
    const withCodes = await createProtectedWorld()
    ;({ world, recoveryKey } = withCodes)
    valueOf(await world.auth.logIn({ ...ana, code: withCodes.freshCode() }))
    valueOf(await world.auth.lock())
    const first = await token()
    expect(errorOf(await reset(first)).code).toBe('secondFactorRequired')
    expect(errorOf(await world.auth.profile())).toEqual({ code: 'locked' })
    const input = { email: ana.email, resetToken: first, newPassword, code: withCodes.freshCode() }
    expect((await world.auth.resetPassword(input)).ok).toBe(true)
  })

  test('voids an unlock that began before it', async () => {
    const first = await token()
    const [unlocked, done] = await Promise.all([world.auth.unlock({ password: ana.password }), reset(first)])
    expect(done.ok).toBe(true)
    if (!unlocked.ok) expect(['notLoggedIn', 'wrongCredentials']).toContain(unlocked.error.code)
    expect(errorOf(await world.auth.profile()).code).toBe('notLoggedIn')
  })

  test('of another account leaves the session locked', async () => {
    valueOf(await world.auth.logOut())
    const bobsKey = await registered(world.auth, bob)
    await loggedIn(world.auth)
    valueOf(await world.auth.lock())
    const { resetToken } = valueOf(await world.auth.requestReset({ email: bob.email, recoveryKey: bobsKey }))
    expect((await reset(resetToken, bob.email)).ok).toBe(true)
    expect(errorOf(await world.auth.profile())).toEqual({ code: 'locked' })
    expect(valueOf(await world.auth.unlock({ password: ana.password })).email).toBe(ana.email)
  })
})
