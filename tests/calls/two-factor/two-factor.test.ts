import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeKeyStore } from '../../support/key-store'
import { ana, bob, errorOf, loggedIn, valueOf } from '../../support/people'
import {
  codeAt,
  createProtectedWorld,
  turnOnTwoFactor,
  wrongCodeAt,
  type ProtectedWorld,
} from '../../support/two-factor'
import type { World } from '../../support/world'

let setup: ProtectedWorld
let world: World
beforeEach(async () => {
  setup = await createProtectedWorld()
  world = setup.world
})
afterEach(() => world.close())

const events = async () =>
  valueOf(await world.auth.activity({})).entries.map(({ event, outcome }) => `${event} ${outcome}`)
const wrong = () => wrongCodeAt(setup.secret, world.clock.now())

test('asks for the code only after the right password', async () => {
  expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired' })
  expect(errorOf(await world.auth.logIn({ ...ana, password: 'quite wrong' }))).toEqual({ code: 'wrongCredentials' })
  const withCode = { ...ana, password: 'quite wrong', code: setup.freshCode() }
  expect(errorOf(await world.auth.logIn(withCode))).toEqual({ code: 'wrongCredentials' })
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
})

test('accepts the current code with spaces, and shows two-factor in the profile', async () => {
  const code = setup.freshCode().replace(/^.../, '$& ')
  const { profile } = valueOf(await world.auth.logIn({ ...ana, code }))
  expect(profile).toMatchObject({ twoFactor: true, backupCodesLeft: 10 })
})

test('compares the password each time, even with a code', async () => {
  const before = world.work.comparisons
  await world.auth.logIn(ana)
  await world.auth.logIn({ ...ana, code: setup.freshCode() })
  expect(world.work.comparisons - before).toBe(2)
})

test('accepts each code once, even after a restart or after the clock is set back', async () => {
  const code = setup.freshCode()
  valueOf(await world.auth.logIn({ ...ana, code }))
  valueOf(await world.auth.logOut())
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toEqual({ code: 'wrongCode' })
  world = await world.restart()
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toEqual({ code: 'wrongCode' })
  const earlier = codeAt(setup.secret, world.clock.now() - 30_000)
  world.clock.shiftWall(-30_000)
  expect(errorOf(await world.auth.logIn({ ...ana, code: earlier }))).toEqual({ code: 'wrongCode' })
})

test('of two simultaneous log-ins with one code only one succeeds', async () => {
  const code = setup.freshCode()
  const outcomes = await Promise.all([world.auth.logIn({ ...ana, code }), world.auth.logIn({ ...ana, code })])
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  const backup = { ...ana, code: setup.backupCodes[0] ?? '' }
  const again = await Promise.all([world.auth.logIn(backup), world.auth.logIn(backup)])
  expect(again.filter(({ ok }) => ok)).toHaveLength(1)
})

test('accepts a backup code in the same field, once', async () => {
  const code = setup.backupCodes[3] ?? ''
  const { profile } = valueOf(await world.auth.logIn({ ...ana, code: code.toLowerCase().replace(/.{4}/g, '$&-') }))
  expect(profile.backupCodesLeft).toBe(9)
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toEqual({ code: 'wrongCode' })
  world = await world.restart()
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toEqual({ code: 'wrongCode' })
})

test('five wrong codes start a separate pause, which a restart does not shorten and a right code ends', async () => {
  for (let attemptCount = 0; attemptCount < 5; attemptCount += 1) {
    expect(errorOf(await world.auth.logIn({ ...ana, code: wrong() }))).toEqual({ code: 'wrongCode' })
  }
  const paused = errorOf(await world.auth.logIn({ ...ana, code: wrong() }))
  expect(paused).toEqual({ code: 'tooManyAttempts', retryAt: world.clock.now() + 30_000 })
  // Passwords are counted separately, so they are still compared.
  expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired' })
  world = await world.kill()
  const code = codeAt(setup.secret, world.clock.now())
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toMatchObject({ code: 'tooManyAttempts' })
  world.clock.advance(30_000)
  valueOf(await world.auth.logIn({ ...ana, code: codeAt(setup.secret, world.clock.now()) }))
  expect(world.accounts.deps.tables.attempts.read(1, 'code')).toBeNull()
})

test('compares five of thirty simultaneous codes', async () => {
  // Uses resets, because no password pause applies to them.
  const { email } = ana
  const { resetToken } = valueOf(await world.auth.requestReset({ email, recoveryKey: setup.recoveryKey }))
  const guess = () => world.auth.resetPassword({ email, resetToken, newPassword: 'nuages sur la mer', code: wrong() })
  const outcomes = await Promise.all(Array.from({ length: 30 }, guess))
  const codes = outcomes.map((outcome) => errorOf(outcome).code)
  expect(codes.filter((code) => code === 'wrongCode')).toHaveLength(5)
  expect(codes.filter((code) => code === 'tooManyAttempts')).toHaveLength(25)
})

test('counts wrong codes of log-in and turning off together, and does not count a malformed code', async () => {
  const { password } = ana
  expect(errorOf(await world.auth.logIn({ ...ana, code: '12345' })).code).toBe('invalidInput')
  expect(world.accounts.deps.tables.attempts.read(1, 'code')).toBeNull()
  valueOf(await world.auth.logIn({ ...ana, code: setup.freshCode() }))
  for (let attemptCount = 0; attemptCount < 5; attemptCount += 1)
    await world.auth.turnOffTwoFactor({ password, code: wrong() })
  const { code } = errorOf(await world.auth.logIn({ ...ana, code: setup.backupCodes[0] ?? '' }))
  expect(code).toBe('tooManyAttempts')
})

test('ignores a code for an account without two-factor', async () => {
  valueOf(await world.auth.register(bob))
  valueOf(await world.auth.logIn({ ...bob, code: wrong() }))
  expect(world.accounts.deps.tables.attempts.read(2, 'code')).toBeNull()
})

test('asking for the code is not a failure, but a wrong code is shown at the next log-in', async () => {
  await world.auth.logIn(ana)
  await world.auth.logIn(ana)
  const first = valueOf(await world.auth.logIn({ ...ana, code: setup.freshCode() })).profile
  expect(first.failedAttempts.count).toBe(0)
  valueOf(await world.auth.logOut())
  await world.auth.logIn({ ...ana, code: wrong() })
  const next = valueOf(await world.auth.logIn({ ...ana, code: setup.freshCode() })).profile
  expect(next.failedAttempts.count).toBe(1)
  expect((await events()).slice(0, 2)).toEqual(['loggedIn done', 'loggedIn refused'])
})

test('a reset requires the code too, and a wrong or missing code does not use up the token', async () => {
  const { email } = ana
  const { resetToken } = valueOf(await world.auth.requestReset({ email, recoveryKey: setup.recoveryKey }))
  const reset = { email, resetToken, newPassword: 'nuages sur la mer' }
  expect(errorOf(await world.auth.resetPassword(reset))).toEqual({ code: 'secondFactorRequired' })
  expect(errorOf(await world.auth.resetPassword({ ...reset, code: wrong() }))).toEqual({ code: 'wrongCode' })
  const code = setup.freshCode()
  valueOf(await world.auth.resetPassword({ ...reset, code }))
  const login = { email, password: reset.newPassword }
  expect(errorOf(await world.auth.logIn({ ...login, code }))).toEqual({ code: 'wrongCode' })
  expect(valueOf(await world.auth.logIn({ ...login, code: setup.freshCode() })).profile.twoFactor).toBe(true)
})

test('unlocking requires only the password', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: setup.freshCode() }))
  valueOf(await world.auth.lock())
  expect(valueOf(await world.auth.unlock({ password: ana.password })).twoFactor).toBe(true)
})

test('turning it off requires password and code, and deletes all of its data', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: setup.freshCode() }))
  const { password } = ana
  expect(errorOf(await world.auth.turnOffTwoFactor({ password, code: wrong() }))).toEqual({ code: 'wrongCode' })
  expect(errorOf(await world.auth.turnOffTwoFactor({ password: 'quite wrong', code: setup.freshCode() }))).toEqual({
    code: 'wrongCredentials',
  })
  valueOf(await world.auth.turnOffTwoFactor({ password, code: setup.freshCode() }))
  const profile = valueOf(await world.auth.profile())
  expect(profile.twoFactor).toBe(false)
  expect(profile).not.toHaveProperty('backupCodesLeft')
  expect(world.store.all('SELECT * FROM backup_codes')).toEqual([])
  expect(world.store.get('SELECT totp_secret, totp_last_step FROM users')).toEqual([null, null])
  expect((await events()).slice(0, 3)).toEqual(['twoFactorOff done', 'twoFactorOff refused', 'twoFactorOff refused'])
  valueOf(await world.auth.logIn(ana))
})

test('new backup codes void the old ones', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: setup.freshCode() }))
  const credentials = { password: ana.password, code: setup.freshCode() }
  const { backupCodes } = valueOf(await world.auth.renewBackupCodes(credentials))
  expect(backupCodes).toHaveLength(10)
  expect(errorOf(await world.auth.logIn({ ...ana, code: setup.backupCodes[0] ?? '' }))).toEqual({ code: 'wrongCode' })
  valueOf(await world.auth.logIn({ ...ana, code: backupCodes[9] ?? '' }))
  expect(await events()).toContain('backupCodesRenewed done')
})

test('is off until the first code confirms it, and a lock, log-out or restart voids a set-up', async () => {
  valueOf(await world.auth.register(bob))
  const begin = async () => valueOf(await world.auth.beginTwoFactor({ password: bob.password })).secret
  const confirm = (secret: string) => world.auth.confirmTwoFactor({ code: codeAt(secret, world.clock.now()) })
  await loggedIn(world.auth, bob)
  expect(errorOf(await world.auth.confirmTwoFactor({ code: '123456' }))).toEqual({ code: 'wrongCode' })
  let secret = await begin()
  expect(errorOf(await world.auth.confirmTwoFactor({ code: wrongCodeAt(secret, world.clock.now()) })).code).toBe(
    'wrongCode',
  )
  expect(valueOf(await world.auth.profile()).twoFactor).toBe(false)
  valueOf(await world.auth.lock())
  valueOf(await world.auth.unlock({ password: bob.password }))
  expect(errorOf(await confirm(secret))).toEqual({ code: 'wrongCode' })
  secret = await begin()
  valueOf(await world.auth.logOut())
  await loggedIn(world.auth, bob)
  expect(errorOf(await confirm(secret))).toEqual({ code: 'wrongCode' })
  secret = await begin()
  world = await world.restart()
  await loggedIn(world.auth, bob)
  expect(errorOf(await confirm(secret))).toEqual({ code: 'wrongCode' })
  secret = await begin()
  await begin()
  expect(errorOf(await confirm(secret))).toEqual({ code: 'wrongCode' })
  await turnOnTwoFactor(world.auth, () => world.clock.now(), bob)
  expect(valueOf(await world.auth.profile()).twoFactor).toBe(true)
})

test('a password alone does not replace an active second factor', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: setup.freshCode() }))
  expect(errorOf(await world.auth.beginTwoFactor({ password: ana.password }))).toEqual({ code: 'secondFactorRequired' })
})

test('turning it on forgets the remembered session, and continues under a new session id', async () => {
  valueOf(await world.auth.register(bob))
  valueOf(await world.auth.logIn({ ...bob, remember: true }))
  const before = world.accounts.deps.auth.find({ email: bob.email })?.sessionId
  await turnOnTwoFactor(world.auth, () => world.clock.now(), bob)
  const after = world.accounts.deps.auth.find({ email: bob.email })
  expect(after?.sessionId).not.toBe(before)
  expect(valueOf(await world.auth.profile()).session.remembered).toBe(false)
  world = await world.restart()
  expect(valueOf(await world.auth.restoreSession())).toBeNull()
})

test.each(['none', 'hardCodedKey', 'denied'] as const)('works if the key store is %s', async (state) => {
  const bare = await createProtectedWorld({ keyStore: createFakeKeyStore(state) })
  const { profile } = valueOf(await bare.world.auth.logIn({ ...ana, code: bare.freshCode() }))
  expect(profile.twoFactor).toBe(true)
  await bare.world.close()
})

/** As if another program had changed it. */
const damageSecret = () => world.accounts.deps.tables.users.updateUser(1, { totpSecret: 'damaged' })

test('accepts only backup codes if the secret does not open', async () => {
  damageSecret()
  expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired', backupCodesOnly: true })
  const code = setup.freshCode()
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toEqual({ code: 'wrongCode', backupCodesOnly: true })
  const [first = '', second = ''] = setup.backupCodes
  valueOf(await world.auth.logIn({ ...ana, code: first }))
  valueOf(await world.auth.turnOffTwoFactor({ password: ana.password, code: second }))
  valueOf(await world.auth.logIn(ana))
})

test('a wrong backup code counts as a code, not as a password, and reports that only backup codes work', async () => {
  damageSecret()
  const code = 'AAAABBBBCCCCDDDD'
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toEqual({ code: 'wrongCode', backupCodesOnly: true })
  const { attempts } = world.accounts.deps.tables
  expect([attempts.read(1, 'logIn'), attempts.read(1, 'code')?.count]).toEqual([null, 1])
})

test('codes that cannot be compared start no pause, so that a backup code still works', async () => {
  damageSecret()
  for (let attemptCount = 0; attemptCount < 7; attemptCount += 1) {
    expect(errorOf(await world.auth.logIn({ ...ana, code: setup.freshCode() })).code).toBe('wrongCode')
  }
  valueOf(await world.auth.logIn({ ...ana, code: setup.backupCodes[0] ?? '' }))
})

test('a secret copied into the row of another account does not work', async () => {
  valueOf(await world.auth.register(bob))
  const { users } = world.accounts.deps.tables
  users.updateUser(2, { totpSecret: users.findUserBy({ id: 1 }).totpSecret })
  expect(errorOf(await world.auth.logIn(bob))).toEqual({ code: 'secondFactorRequired', backupCodesOnly: true })
  expect(errorOf(await world.auth.logIn({ ...bob, code: setup.freshCode() }))).toMatchObject({ code: 'wrongCode' })
})

test('is required if it was turned on while the password was compared', async () => {
  valueOf(await world.auth.register(bob))
  const open = world.auth.logIn(bob)
  world.accounts.deps.tables.users.updateUser(2, { totpSecret: 'anything' })
  expect((await open).ok).toBe(false)
})

test('deleting the account deletes its backup codes', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: setup.freshCode() }))
  valueOf(await world.auth.deleteAccount({ password: ana.password }))
  expect(world.store.all('SELECT * FROM backup_codes')).toEqual([])
})

test('neither the store nor the log contains the secret or the codes in clear text', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: setup.freshCode() }))
  const stored = JSON.stringify([
    ...['users', 'backup_codes', 'events', 'attempts'].map((table) => world.store.all(`SELECT * FROM ${table}`)),
    world.logged,
  ])
  for (const secret of [setup.secret, ...setup.backupCodes]) expect(stored).not.toContain(secret)
})

test('while it is off, renewing refuses every code and turning off does nothing', async () => {
  valueOf(await world.auth.register(bob))
  await loggedIn(world.auth, bob)
  const credentials = { password: bob.password, code: '123456' }
  expect(errorOf(await world.auth.renewBackupCodes(credentials))).toEqual({ code: 'wrongCode' })
  expect(valueOf(await world.auth.turnOffTwoFactor(credentials))).toEqual({ message: 'two-factor off' })
  expect(await events()).not.toContain('twoFactorOff done')
})
