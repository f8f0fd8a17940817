import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeKeyStore } from '../../support/key-store'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../../support/people'
import { codeAt, createProtectedWorld, turnedOn, wrongCodeAt, type ProtectedWorld } from '../../support/two-factor'
import { createWorld, type World } from '../../support/world'

let home: ProtectedWorld
let world: World
beforeEach(async () => {
  home = await createProtectedWorld()
  world = home.world
})
afterEach(() => world.close())

const events = async () =>
  valueOf(await world.auth.activity({})).entries.map(({ event, outcome }) => `${event} ${outcome}`)
const wrong = () => wrongCodeAt(home.secret, world.clock.now())

test('asks for the code after the right password, and only then', async () => {
  expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired' })
  expect(errorOf(await world.auth.logIn({ ...ana, password: 'quite wrong' }))).toEqual({ code: 'wrongCredentials' })
  const withCode = { ...ana, password: 'quite wrong', code: home.freshCode() }
  expect(errorOf(await world.auth.logIn(withCode))).toEqual({ code: 'wrongCredentials' })
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
})

test('opens with the code of now, spaces and all, and says so in the profile', async () => {
  const code = home.freshCode().replace(/^.../, '$& ')
  const { profile } = valueOf(await world.auth.logIn({ ...ana, code }))
  expect(profile).toMatchObject({ twoFactor: true, backupCodesLeft: 10 })
})

test('compares the password each time, also with a code', async () => {
  const before = world.work.comparisons
  await world.auth.logIn(ana)
  await world.auth.logIn({ ...ana, code: home.freshCode() })
  expect(world.work.comparisons - before).toBe(2)
})

test('takes each code once, also after a restart and after the clock was set back', async () => {
  const code = home.freshCode()
  valueOf(await world.auth.logIn({ ...ana, code }))
  valueOf(await world.auth.logOut())
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toEqual({ code: 'wrongCode' })
  world = await world.restart()
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toEqual({ code: 'wrongCode' })
  const earlier = codeAt(home.secret, world.clock.now() - 30_000)
  world.clock.shiftWall(-30_000)
  expect(errorOf(await world.auth.logIn({ ...ana, code: earlier }))).toEqual({ code: 'wrongCode' })
})

test('of two log-ins at once with one code one opens', async () => {
  const code = home.freshCode()
  const outcomes = await Promise.all([world.auth.logIn({ ...ana, code }), world.auth.logIn({ ...ana, code })])
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  const backup = { ...ana, code: home.backupCodes[0] ?? '' }
  const again = await Promise.all([world.auth.logIn(backup), world.auth.logIn(backup)])
  expect(again.filter(({ ok }) => ok)).toHaveLength(1)
})

test('takes a backup code in the same field, once', async () => {
  const code = home.backupCodes[3] ?? ''
  const { profile } = valueOf(await world.auth.logIn({ ...ana, code: code.toLowerCase().replace(/.{4}/g, '$&-') }))
  expect(profile.backupCodesLeft).toBe(9)
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toEqual({ code: 'wrongCode' })
  world = await world.restart()
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toEqual({ code: 'wrongCode' })
})

test('after five wrong codes there is a pause of their own, which a restart does not shorten and a right code ends', async () => {
  for (let tries = 0; tries < 5; tries += 1) {
    expect(errorOf(await world.auth.logIn({ ...ana, code: wrong() }))).toEqual({ code: 'wrongCode' })
  }
  const paused = errorOf(await world.auth.logIn({ ...ana, code: wrong() }))
  expect(paused).toEqual({ code: 'tooManyAttempts', retryAt: world.clock.now() + 30_000 })
  // The password is another matter: it is still compared, and says what it is.
  expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired' })
  world = await world.kill()
  const code = codeAt(home.secret, world.clock.now())
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toMatchObject({ code: 'tooManyAttempts' })
  world.clock.advance(30_000)
  valueOf(await world.auth.logIn({ ...ana, code: codeAt(home.secret, world.clock.now()) }))
  expect(world.accounts.deps.tables.attempts.read(1, 'code')).toBeNull()
})

test('of thirty codes at once five are looked at', async () => {
  // By resets, which no pause of the password stands in front of.
  const { email } = ana
  const { resetToken } = valueOf(await world.auth.requestReset({ email, recoveryKey: home.recoveryKey }))
  const guess = () => world.auth.resetPassword({ email, resetToken, newPassword: 'nuages sur la mer', code: wrong() })
  const outcomes = await Promise.all(Array.from({ length: 30 }, guess))
  const codes = outcomes.map((outcome) => errorOf(outcome).code)
  expect(codes.filter((code) => code === 'wrongCode')).toHaveLength(5)
  expect(codes.filter((code) => code === 'tooManyAttempts')).toHaveLength(25)
})

test('wrong codes count together, at log-in and where it is turned off; what is no code at all counts nothing', async () => {
  const { password } = ana
  expect(errorOf(await world.auth.logIn({ ...ana, code: '12345' })).code).toBe('invalidInput')
  expect(world.accounts.deps.tables.attempts.read(1, 'code')).toBeNull()
  valueOf(await world.auth.logIn({ ...ana, code: home.freshCode() }))
  for (let tries = 0; tries < 5; tries += 1) await world.auth.turnOffTwoFactor({ password, code: wrong() })
  const { code } = errorOf(await world.auth.logIn({ ...ana, code: home.backupCodes[0] ?? '' }))
  expect(code).toBe('tooManyAttempts')
})

test('an account without it takes no notice of a code', async () => {
  valueOf(await world.auth.register(bob))
  valueOf(await world.auth.logIn({ ...bob, code: wrong() }))
  expect(world.accounts.deps.tables.attempts.read(2, 'code')).toBeNull()
})

test('asking for the code is no failure, a wrong one is shown at the next log-in', async () => {
  await world.auth.logIn(ana)
  await world.auth.logIn(ana)
  const first = valueOf(await world.auth.logIn({ ...ana, code: home.freshCode() })).profile
  expect(first.failedAttempts.count).toBe(0)
  valueOf(await world.auth.logOut())
  await world.auth.logIn({ ...ana, code: wrong() })
  const next = valueOf(await world.auth.logIn({ ...ana, code: home.freshCode() })).profile
  expect(next.failedAttempts.count).toBe(1)
  expect((await events()).slice(0, 2)).toEqual(['loggedIn done', 'loggedIn refused'])
})

test('a reset takes the code too, and a wrong or missing one does not use up the token', async () => {
  const { email } = ana
  const { resetToken } = valueOf(await world.auth.requestReset({ email, recoveryKey: home.recoveryKey }))
  const reset = { email, resetToken, newPassword: 'nuages sur la mer' }
  expect(errorOf(await world.auth.resetPassword(reset))).toEqual({ code: 'secondFactorRequired' })
  expect(errorOf(await world.auth.resetPassword({ ...reset, code: wrong() }))).toEqual({ code: 'wrongCode' })
  const code = home.freshCode()
  valueOf(await world.auth.resetPassword({ ...reset, code }))
  const login = { email, password: reset.newPassword }
  expect(errorOf(await world.auth.logIn({ ...login, code }))).toEqual({ code: 'wrongCode' })
  expect(valueOf(await world.auth.logIn({ ...login, code: home.freshCode() })).profile.twoFactor).toBe(true)
})

test('unlocking takes the password alone', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: home.freshCode() }))
  valueOf(await world.auth.lock())
  expect(valueOf(await world.auth.unlock({ password: ana.password })).twoFactor).toBe(true)
})

test('turning it off takes password and code, and leaves nothing of it', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: home.freshCode() }))
  const { password } = ana
  expect(errorOf(await world.auth.turnOffTwoFactor({ password, code: wrong() }))).toEqual({ code: 'wrongCode' })
  expect(errorOf(await world.auth.turnOffTwoFactor({ password: 'quite wrong', code: home.freshCode() }))).toEqual({
    code: 'wrongCredentials',
  })
  valueOf(await world.auth.turnOffTwoFactor({ password, code: home.freshCode() }))
  const profile = valueOf(await world.auth.profile())
  expect(profile.twoFactor).toBe(false)
  expect(profile).not.toHaveProperty('backupCodesLeft')
  expect(world.store.all('SELECT * FROM backup_codes')).toEqual([])
  expect(world.store.get('SELECT totp_secret, totp_last_step FROM users')).toEqual([null, null])
  expect((await events()).slice(0, 3)).toEqual(['twoFactorOff done', 'twoFactorOff refused', 'twoFactorOff refused'])
  valueOf(await world.auth.logIn(ana))
})

test('new backup codes void the old ones', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: home.freshCode() }))
  const proofs = { password: ana.password, code: home.freshCode() }
  const { backupCodes } = valueOf(await world.auth.renewBackupCodes(proofs))
  expect(backupCodes).toHaveLength(10)
  expect(errorOf(await world.auth.logIn({ ...ana, code: home.backupCodes[0] ?? '' }))).toEqual({ code: 'wrongCode' })
  valueOf(await world.auth.logIn({ ...ana, code: backupCodes[9] ?? '' }))
  expect(await events()).toContain('backupCodesRenewed done')
})

test('nothing is on before a first code confirms it, and a set-up dies with a lock, a log-out and a restart', async () => {
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
  await turnedOn(world.auth, () => world.clock.now(), bob)
  expect(valueOf(await world.auth.profile()).twoFactor).toBe(true)
})

test('a second factor that is on is not replaced by a password alone', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: home.freshCode() }))
  expect(errorOf(await world.auth.beginTwoFactor({ password: ana.password }))).toEqual({ code: 'secondFactorRequired' })
})

test('turning it on ends what was kept, and goes on in this window under another session id', async () => {
  valueOf(await world.auth.register(bob))
  valueOf(await world.auth.logIn({ ...bob, remember: true }))
  const before = world.accounts.deps.auth.find({ email: bob.email })?.sessionId
  await turnedOn(world.auth, () => world.clock.now(), bob)
  const after = world.accounts.deps.auth.find({ email: bob.email })
  expect(after?.sessionId).not.toBe(before)
  expect(valueOf(await world.auth.profile()).session.remembered).toBe(false)
  world = await world.restart()
  expect(valueOf(await world.auth.restoreSession())).toBeNull()
})

test('is offered only where the key store is real', async () => {
  const bare = await createWorld({ keyStore: createFakeKeyStore('none') })
  await registered(bare.auth)
  await loggedIn(bare.auth)
  expect(errorOf(await bare.auth.beginTwoFactor({ password: ana.password }))).toEqual({ code: 'noKeyStore' })
  await bare.close()
})

test('a key store that refuses at the last moment leaves it off, and counts nothing', async () => {
  const { auth, clock } = world
  valueOf(await auth.register(bob))
  await loggedIn(auth, bob)
  const { secret } = valueOf(await auth.beginTwoFactor({ password: bob.password }))
  home.keyStore.state = 'denied'
  const code = codeAt(secret, clock.now())
  expect(errorOf(await auth.confirmTwoFactor({ code }))).toEqual({ code: 'noKeyStore' })
  home.keyStore.state = 'real'
  valueOf(await auth.confirmTwoFactor({ code }))
})

test('on a computer whose key store does not open the secret, a backup code opens and nothing else does', async () => {
  home.keyStore.state = 'denied'
  expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired', backupCodesOnly: true })
  const code = home.freshCode()
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toEqual({ code: 'wrongCode', backupCodesOnly: true })
  const [first = '', second = ''] = home.backupCodes
  valueOf(await world.auth.logIn({ ...ana, code: first }))
  valueOf(await world.auth.turnOffTwoFactor({ password: ana.password, code: second }))
  valueOf(await world.auth.logIn(ana))
})

test('a wrong backup code is a wrong code and no wrong password, and says which codes are left to try', async () => {
  home.keyStore.state = 'denied'
  const code = 'AAAABBBBCCCCDDDD'
  expect(errorOf(await world.auth.logIn({ ...ana, code }))).toEqual({ code: 'wrongCode', backupCodesOnly: true })
  const { attempts } = world.accounts.deps.tables
  expect([attempts.read(1, 'logIn'), attempts.read(1, 'code')?.count]).toEqual([null, 1])
})

test('codes that nothing can compare pause nobody: the backup code behind them opens', async () => {
  home.keyStore.state = 'denied'
  for (let tries = 0; tries < 7; tries += 1) {
    expect(errorOf(await world.auth.logIn({ ...ana, code: home.freshCode() })).code).toBe('wrongCode')
  }
  valueOf(await world.auth.logIn({ ...ana, code: home.backupCodes[0] ?? '' }))
})

test('a secret put into the row of another account opens nothing', async () => {
  valueOf(await world.auth.register(bob))
  const { users } = world.accounts.deps.tables
  users.updateUser(2, { totpSecret: users.findUserBy({ id: 1 }).totpSecret })
  expect(errorOf(await world.auth.logIn(bob))).toEqual({ code: 'secondFactorRequired', backupCodesOnly: true })
  expect(errorOf(await world.auth.logIn({ ...bob, code: home.freshCode() }))).toMatchObject({ code: 'wrongCode' })
})

test('turned on by somebody else while the password was compared, it is asked for', async () => {
  valueOf(await world.auth.register(bob))
  const open = world.auth.logIn(bob)
  world.accounts.deps.tables.users.updateUser(2, { totpSecret: 'anything' })
  expect((await open).ok).toBe(false)
})

test('deleting the account deletes all of it', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: home.freshCode() }))
  valueOf(await world.auth.deleteAccount({ password: ana.password }))
  expect(world.store.all('SELECT * FROM backup_codes')).toEqual([])
})

test('neither secret nor codes stand in the store or the log as they are', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: home.freshCode() }))
  const kept = JSON.stringify([
    ...['users', 'backup_codes', 'events', 'attempts'].map((table) => world.store.all(`SELECT * FROM ${table}`)),
    world.logged,
  ])
  for (const secret of [home.secret, ...home.backupCodes]) expect(kept).not.toContain(secret)
})

test('in out-of-order calls nothing happens: off, renewing finds no code right', async () => {
  valueOf(await world.auth.register(bob))
  await loggedIn(world.auth, bob)
  const proofs = { password: bob.password, code: '123456' }
  expect(errorOf(await world.auth.renewBackupCodes(proofs))).toEqual({ code: 'wrongCode' })
  expect(valueOf(await world.auth.turnOffTwoFactor(proofs))).toEqual({ message: 'two-factor off' })
  expect(await events()).not.toContain('twoFactorOff done')
})
