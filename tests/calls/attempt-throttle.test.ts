import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWorld, type World } from '../support/world'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../support/people'
import { createProtectedWorld } from '../support/two-factor'

let world: World
beforeEach(async () => {
  world = await createWorld()
  await registered(world.auth)
  world.work.comparisons = 0
})
afterEach(() => world.close())

const second = 1000
const guess = (email = ana.email, auth = world.auth) => auth.logIn({ email, password: 'not the password' })

async function guessUntilPaused(email = ana.email): Promise<void> {
  for (let attempts = 0; attempts < 5; attempts += 1) expect(errorOf(await guess(email)).code).toBe('wrongCredentials')
}

const retryIn = async (outcome: ReturnType<typeof guess>, clock = world.clock) => {
  const error = errorOf(await outcome)
  if (error.code !== 'tooManyAttempts') throw new Error(`no pause: ${error.code}`)
  return error.retryAt - clock.now()
}

describe.each([
  ['a known email', ana.email],
  ['an unknown email', 'nobody@example.com'],
])('%s', (_, email) => {
  test('pauses for 30 s after five failures, then for a minute after the next', async () => {
    await guessUntilPaused(email)
    expect(await retryIn(guess(email))).toBe(30 * second)
    world.clock.advance(30 * second)
    expect(errorOf(await guess(email)).code).toBe('wrongCredentials')
    expect(await retryIn(guess(email))).toBe(60 * second)
  })

  test('gets five comparisons for fifty simultaneous guesses', async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => guess(email)))
    expect(outcomes.filter((outcome) => errorOf(outcome).code === 'wrongCredentials')).toHaveLength(5)
    expect(world.work.comparisons).toBe(5)
  })

  test('is not compared, counted or paused longer during the pause', async () => {
    await guessUntilPaused(email)
    world.clock.advance(10 * second)
    for (let attempts = 0; attempts < 30; attempts += 1) expect(await retryIn(guess(email))).toBe(20 * second)
    expect(world.work.comparisons).toBe(5)
  })

  test('gains nothing by setting the clock forward or back while the app runs', async () => {
    await guessUntilPaused(email)
    world.clock.shiftWall(365 * 24 * 3600 * second)
    expect(await retryIn(guess(email))).toBe(30 * second)
    world.clock.shiftWall(-2 * 365 * 24 * 3600 * second)
    expect(await retryIn(guess(email))).toBe(30 * second)
    world.clock.advance(30 * second)
    expect(errorOf(await guess(email)).code).toBe('wrongCredentials')
  })
})

test('pauses the right password too', async () => {
  await guessUntilPaused()
  expect(errorOf(await world.auth.logIn(ana)).code).toBe('tooManyAttempts')
  world.clock.advance(30 * second)
  expect((await world.auth.logIn(ana)).ok).toBe(true)
})

test('a successful log-in resets the count', async () => {
  for (let attempts = 0; attempts < 4; attempts += 1) await guess()
  await loggedIn(world.auth)
  await guessUntilPaused()
})

test('a restart does not shorten the pause', async () => {
  await guessUntilPaused()
  world.clock.advance(10 * second)
  const again = await world.restart()
  expect(await retryIn(guess(ana.email, again.auth), again.clock)).toBe(20 * second)
  await again.close()
})

test('a kill during the comparison gains nothing: the failure is already recorded', async () => {
  for (let attempts = 0; attempts < 4; attempts += 1) await guess()
  const hanging = { hash: () => new Promise<never>(() => {}), compare: () => new Promise<never>(() => {}) }
  const hangingWorld = await createWorld({
    folder: world.folder,
    clock: world.clock,
    hasher: { ...hanging, isFull: () => false, close: () => Promise.resolve() },
  })
  void guess(ana.email, hangingWorld.auth)
  const again = await hangingWorld.kill()
  expect(await retryIn(guess(ana.email, again.auth), again.clock)).toBe(30 * second)
})

test('setting the clock back before a restart restarts the pause once', async () => {
  await guessUntilPaused()
  world.clock.shiftWall(-365 * 24 * 3600 * second)
  const again = await world.restart()
  expect(await retryIn(guess(ana.email, again.auth), again.clock)).toBe(30 * second)
  again.clock.advance(30 * second)
  expect(errorOf(await guess(ana.email, again.auth)).code).toBe('wrongCredentials')
  await again.close()
})

test('guesses at one account never pause another', async () => {
  await registered(world.auth, bob)
  await guessUntilPaused(ana.email)
  expect((await world.auth.logIn(bob)).ok).toBe(true)
})

test('more than twelve emails in ten minutes delay every comparison by 5 s and refuse none', async () => {
  for (let index = 0; index < 12; index += 1) await guess(`nobody${index}@example.com`)
  expect(world.delays).toEqual([])
  expect((await world.auth.logIn(ana)).ok).toBe(true)
  expect(world.delays).toEqual([5 * second])
  world.clock.advance(10 * 60 * second + 1)
  await guess()
  expect(world.delays).toEqual([5 * second])
})

test('delays simultaneous attempts at thirty emails like sequential ones', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, index) => guess(`nobody${index}@example.com`)))
  expect(world.delays).toHaveLength(18)
})

test('a flood of unknown emails grows neither the database nor the memory without limit', async () => {
  const size = () => Number(world.store.get('SELECT count(*) FROM attempts')?.[0])
  const events = () => Number(world.store.get('SELECT count(*) FROM events')?.[0])
  await guess('first@example.com')
  const before = { size: size(), events: events() }
  for (let index = 0; index < 60; index += 1) await guess(`flood${index}@example.com`)
  expect({ size: size(), events: events() }).toEqual(before)
  const everything =
    JSON.stringify(world.store.all('SELECT * FROM events')) + JSON.stringify(world.store.all('SELECT * FROM attempts'))
  expect(everything).not.toContain('flood')
})

test('a full queue refuses for 5 s and consumes no attempt', async () => {
  const many = Array.from({ length: 40 }, (_, index) => guess(`nobody${index}@example.com`))
  expect(await retryIn(guess())).toBe(5 * second)
  const outcomes = await Promise.all(many)
  expect(outcomes.filter((outcome) => errorOf(outcome).code === 'tooManyAttempts')).toHaveLength(7)
  await guessUntilPaused()
})

test('the next log-in shows how many attempts failed since the last one', async () => {
  await loggedIn(world.auth)
  const lastLogIn = world.clock.now()
  world.clock.advance(60 * second)
  for (let attempts = 0; attempts < 3; attempts += 1) await guess()
  expect((await loggedIn(world.auth)).failedAttempts).toEqual({ count: 3, since: lastLogIn })
  expect((await loggedIn(world.auth)).failedAttempts.count).toBe(0)
})

describe('the password of an account is counted once, wherever it is asked', () => {
  const password = 'not the password'
  beforeEach(() => loggedIn(world.auth))
  const wrong = () => world.auth.deleteAccount({ password })
  const events = () =>
    valuesOf("SELECT event || ' ' || outcome FROM events WHERE outcome = 'refused' AND user_id = 1 ORDER BY id")
  const valuesOf = (query: string) => world.store.all(query).flat()

  test('at a locked session and at log-in: five comparisons', async () => {
    valueOf(await world.auth.lock())
    world.work.comparisons = 0
    for (let attempts = 0; attempts < 7; attempts += 1) await world.auth.unlock({ password })
    valueOf(await world.auth.logOut())
    for (let attempts = 0; attempts < 7; attempts += 1) await guess()
    expect(world.work.comparisons).toBe(5)
    expect(await retryIn(guess())).toBe(30 * second)
  })

  test('at a confirmation and at log-in: one pause', async () => {
    for (let attempts = 0; attempts < 2; attempts += 1) await guess()
    for (let attempts = 0; attempts < 3; attempts += 1) expect(errorOf(await wrong()).code).toBe('wrongCredentials')
    expect(errorOf(await world.auth.renewRecoveryKey({ password: ana.password })).code).toBe('tooManyAttempts')
    expect(errorOf(await world.auth.logIn(ana)).code).toBe('tooManyAttempts')
    world.clock.advance(30 * second)
    expect((await world.auth.logIn(ana)).ok).toBe(true)
  })

  test('at ten places at the same time: five comparisons', async () => {
    world.work.comparisons = 0
    await Promise.all(Array.from({ length: 5 }, () => [wrong(), guess()]).flat())
    expect(world.work.comparisons).toBe(5)
  })

  test('and a right password at one place clears it for all', async () => {
    for (let attempts = 0; attempts < 4; attempts += 1) await guess()
    expect((await world.auth.renewRecoveryKey({ password: ana.password })).ok).toBe(true)
    for (let attempts = 0; attempts < 4; attempts += 1) await wrong()
    valueOf(await world.auth.lock())
    valueOf(await world.auth.unlock({ password: ana.password }))
    await guessUntilPaused()
  })

  test('a guess that a kill interrupts is counted too, and shown', async () => {
    const { deps } = world.accounts
    deps.secrets.hasher.compare = () => new Promise<never>(() => {})
    void wrong()
    const again = await world.kill()
    expect((await loggedIn(again.auth)).failedAttempts.count).toBe(1)
  })

  test('and shown: each wrong one leaves a refused event, and the next log-in says how many', async () => {
    const { auth } = world
    await auth.changePassword({ currentPassword: 'wrong', newPassword: 'nuages sur la mer' })
    await auth.renewRecoveryKey({ password })
    await auth.deleteAccount({ password })
    await auth.setRegistration({ mode: 'closed', password })
    world.clock.advance(second)
    valueOf(await auth.lock())
    await auth.unlock({ password })
    valueOf(await auth.logOut())
    world.clock.advance(30 * second)
    await guess()
    expect(events()).toEqual([
      'passwordChanged refused',
      'recoveryKeyRenewed refused',
      'passwordConfirmed refused',
      'passwordConfirmed refused',
      'unlocked refused',
      'loggedIn refused',
    ])
    world.clock.advance(60 * second)
    expect((await loggedIn(auth)).failedAttempts.count).toBe(6)
    expect((await loggedIn(auth)).failedAttempts.count).toBe(0)
  })

  test('while right ones are neither counted nor shown, whatever becomes of their call', async () => {
    const { auth } = world
    await registered(auth, bob)
    for (let attempts = 0; attempts < 6; attempts += 1) {
      expect(errorOf(await auth.deleteAccount({ password: ana.password })).code).toBe('lastOwner')
      valueOf(await auth.renewRecoveryKey({ password: ana.password }))
      valueOf(await auth.lock())
      valueOf(await auth.unlock({ password: ana.password }))
    }
    expect((await loggedIn(auth)).failedAttempts.count).toBe(0)
    expect(events()).toEqual([])
  })
})

test('a right password without a code is no failure, but its owner sees it in the activity', async () => {
  const { world: protectedWorld, freshCode } = await createProtectedWorld()
  const { auth } = protectedWorld
  expect(errorOf(await auth.logIn(ana)).code).toBe('secondFactorRequired')
  const { failedAttempts } = valueOf(await auth.logIn({ ...ana, code: freshCode() })).profile
  expect(failedAttempts.count).toBe(0)
  const [done, asked] = valueOf(await auth.activity({})).entries
  expect([done, asked]).toMatchObject([
    { event: 'loggedIn', outcome: 'done' },
    { event: 'codeAsked', outcome: 'done' },
  ])
  await protectedWorld.close()
})

describe('a clock that is set forward by a day', () => {
  const day = 24 * 3600 * second

  test('while the app runs does not restart the count', async () => {
    await guessUntilPaused()
    world.clock.advance(30 * second)
    world.clock.shiftWall(2 * day)
    expect(errorOf(await guess()).code).toBe('wrongCredentials')
    expect(await retryIn(guess())).toBe(60 * second)
  })

  test('while the app is closed ends the pause, and does not restart the count', async () => {
    await guessUntilPaused()
    world.clock.shiftWall(2 * day)
    world = await world.restart()
    expect(errorOf(await guess()).code).toBe('wrongCredentials')
    expect(await retryIn(guess())).toBe(60 * second)
    world.clock.shiftWall(2 * day)
    world = await world.kill()
    expect(errorOf(await guess()).code).toBe('wrongCredentials')
    expect(await retryIn(guess())).toBe(120 * second)
  })

  test('the count restarts after the app ran for a day without a failure', async () => {
    await guessUntilPaused()
    world = await world.restart()
    world.clock.advance(day)
    await guessUntilPaused()
  })
})

describe('wrong recovery keys', () => {
  const wrongKey = '0000000000000000000000000'
  const requestReset = (email = ana.email) => world.auth.requestReset({ email, recoveryKey: wrongKey })

  test.each([[ana.email], ['nobody@example.com']])('pause the reset of %s, but not its log-in', async (email) => {
    for (let attempts = 0; attempts < 5; attempts += 1)
      expect(errorOf(await requestReset(email))).toEqual({ code: 'invalidRecoveryKey' })
    expect(errorOf(await requestReset(email))).toEqual({
      code: 'tooManyAttempts',
      retryAt: world.clock.now() + 30 * second,
    })
    expect((await world.auth.logIn(ana)).ok).toBe(true)
  })

  test('do not count if the key is right, however often it is used', async () => {
    const person = { email: 'zoe@example.com', password: ana.password }
    const recoveryKey = await registered(world.auth, person)
    for (let attempts = 0; attempts < 8; attempts += 1) {
      expect((await world.auth.requestReset({ email: person.email, recoveryKey })).ok).toBe(true)
    }
  })

  test('pause the right key too, until a reset clears the count', async () => {
    const person = { email: 'zoe@example.com', password: ana.password }
    const recoveryKey = await registered(world.auth, person)
    for (let attempts = 0; attempts < 5; attempts += 1) await requestReset(person.email)
    expect(errorOf(await world.auth.requestReset({ email: person.email, recoveryKey })).code).toBe('tooManyAttempts')
    world.clock.advance(30 * second)
    const { resetToken } = valueOf(await world.auth.requestReset({ email: person.email, recoveryKey }))
    await world.auth.resetPassword({ email: person.email, resetToken, newPassword: 'quite another one' })
    for (let attempts = 0; attempts < 5; attempts += 1)
      expect(errorOf(await requestReset(person.email)).code).toBe('invalidRecoveryKey')
  })
})
