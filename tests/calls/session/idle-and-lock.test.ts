import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWorld, type World } from '../../support/world'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../../support/people'
import { addAccount } from '../../support/store'

const minute = 60_000
const hour = 60 * minute

let world: World
beforeEach(async () => {
  world = await createWorld()
  await registered(world.auth)
  await loggedIn(world.auth)
})
afterEach(() => world.close())

const events = async () =>
  valueOf(await world.auth.activity({})).entries.map(({ event, outcome }) => `${event} ${outcome}`)

describe('idleness', () => {
  test('warns once, a minute before the limit of 15 minutes, then ends the session', () => {
    world.clock.advance(14 * minute - 1)
    expect(world.accounts.idleWarning()).toBeNull()
    world.clock.advance(1)
    expect(world.accounts.idleWarning()).toEqual({ logOutAt: world.clock.now() + minute })
    expect(world.accounts.idleWarning()).toBeNull()
    world.clock.advance(minute)
    expect(world.tick()).toEqual({ reason: 'idle' })
    expect(world.tick()).toBeNull()
  })

  test('restarts with keyboard or pointer input, even during the warning', async () => {
    world.clock.advance(14.5 * minute)
    expect(world.accounts.idleWarning()).not.toBeNull()
    expect((await world.auth.reportActivity()).ok).toBe(true)
    expect(world.accounts.idleWarning()).toBeNull()
    world.clock.advance(14.5 * minute)
    expect(world.accounts.idleWarning()).not.toBeNull()
  })

  test('is not interrupted by calls that the page makes by itself', async () => {
    for (let minutes = 0; minutes < 14; minutes += 1) {
      world.clock.advance(minute)
      expect((await world.auth.profile()).ok).toBe(true)
    }
    world.clock.advance(minute)
    expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'expired' })
  })

  test('ends the session after the computer slept, before any call is answered', async () => {
    world.clock.shiftWall(12 * hour)
    expect(errorOf(await world.auth.profile()).code).toBe('notLoggedIn')
  })

  test.each([1, 5, 15, 30, 60, 240] as const)('can be limited to %i minutes', async (idleMinutes) => {
    const profile = valueOf(await world.auth.updatePreferences({ preferences: { idleMinutes } }))
    expect(profile.preferences).toEqual({ idleMinutes, lockWithSystem: true, showOnLogIn: false })
    world.clock.advance(idleMinutes * minute - 1)
    expect(world.tick()).toBeNull()
    world.clock.advance(1)
    expect(world.tick()).toEqual({ reason: 'idle' })
  })

  test('can be disabled', async () => {
    await world.auth.updatePreferences({ preferences: { idleMinutes: null } })
    world.clock.advance(23 * hour)
    expect(world.tick()).toBeNull()
    expect((await world.auth.profile()).ok).toBe(true)
  })

  test.each([0, 2, 14, '15', undefined])('refuses a limit of %j minutes as malformed', async (idleMinutes) => {
    const outcome = await world.auth.updatePreferences({ preferences: { idleMinutes } } as never)
    expect(errorOf(outcome)).toEqual({ code: 'invalidInput', fields: { preferences: 'malformed' } })
  })
})

describe('a lock', () => {
  const wrong = () => world.auth.unlock({ password: 'not the password' })

  test('refuses every call except unlock, log-out and the reset of a password', async () => {
    valueOf(await world.auth.lock())
    const { auth } = world
    const calls = [
      auth.welcome(), auth.register(bob), auth.logIn(ana), auth.profile(), auth.restoreSession(), auth.people(),
      auth.changePassword({ currentPassword: ana.password, newPassword: 'nuages sur la mer' }),
      auth.renewRecoveryKey({ password: ana.password }), auth.confirmRecoveryKey(), auth.updatePreferences({}),
      auth.lock(), auth.stopRemembering(), auth.reportActivity(), auth.activity({}), auth.deleteAccount({ password: ana.password }),
    ] // prettier-ignore
    for (const outcome of await Promise.all(calls)) expect(errorOf(outcome)).toEqual({ code: 'locked' })
    expect(valueOf(await auth.logOut())).toEqual({ message: 'Bienvenue' })
    expect(errorOf(await auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
  })

  test('opens with the password, under a new session id, and logs both lock and unlock', async () => {
    const stored = () => world.accounts.deps.auth.find({ email: ana.email })?.sessionId
    const before = stored()
    await world.auth.lock()
    expect(errorOf(await wrong())).toEqual({ code: 'wrongCredentials' })
    expect(valueOf(await world.auth.unlock({ password: ana.password })).email).toBe(ana.email)
    expect(stored()).not.toBe(before)
    expect(await events()).toEqual([
      'unlocked done',
      'unlocked refused',
      'locked done',
      'loggedIn done',
      'registered done',
    ])
  })

  test('counts wrong passwords together with those of reauthentication, and pauses', async () => {
    for (let attempts = 0; attempts < 3; attempts += 1) await world.auth.deleteAccount({ password: 'wrong' })
    await world.auth.lock()
    for (let attempts = 0; attempts < 2; attempts += 1) expect(errorOf(await wrong()).code).toBe('wrongCredentials')
    expect(errorOf(await world.auth.unlock({ password: ana.password })).code).toBe('tooManyAttempts')
    world.clock.advance(30_000)
    expect((await world.auth.unlock({ password: ana.password })).ok).toBe(true)
  })

  test('does not open with the password of another user', async () => {
    await world.auth.logOut()
    await registered(world.auth, bob)
    await loggedIn(world.auth)
    await world.auth.lock()
    expect(errorOf(await world.auth.unlock({ password: bob.password }))).toEqual({ code: 'wrongCredentials' })
  })

  test('does not count as idle, but ends after eight hours', async () => {
    await world.auth.lock()
    world.clock.advance(8 * hour - 1)
    expect(world.tick()).toBeNull()
    world.clock.advance(1)
    expect(world.tick()).toEqual({ reason: 'expired' })
    expect(errorOf(await world.auth.unlock({ password: ana.password })).code).toBe('notLoggedIn')
  })

  test('follows the system lock, if the user wants that', async () => {
    expect(world.accounts.lockWithSystem()).toEqual({ reason: 'locked' })
    expect(errorOf(await world.auth.profile())).toEqual({ code: 'locked' })
    expect(world.accounts.lockWithSystem()).toBeNull()
    await world.auth.unlock({ password: ana.password })
    await world.auth.updatePreferences({ preferences: { lockWithSystem: false } })
    expect(world.accounts.lockWithSystem()).toBeNull()
    expect((await world.auth.profile()).ok).toBe(true)
  })

  test('ends the session with the app', async () => {
    await world.auth.lock()
    const restarted = await world.restart()
    expect(valueOf(await restarted.auth.restoreSession())).toBeNull()
    await restarted.close()
  })
})

test('the log-in screen lists only users who opted in', async () => {
  await registered(world.auth, bob)
  expect(valueOf(await world.auth.people())).toEqual([])
  await world.auth.updatePreferences({ displayName: 'Ana', preferences: { showOnLogIn: true } })
  await world.auth.logOut()
  expect(valueOf(await world.auth.people())).toEqual([{ email: ana.email, displayName: 'Ana' }])
})

test('the log-in screen lists at most 1,000 users', async () => {
  world.store.transaction(() => {
    for (let n = 0; n < 1001; n += 1)
      world.store.run('UPDATE users SET show_on_log_in = 1 WHERE id = ?', [addAccount(world.store, `${n}@x`)])
  })
  expect(valueOf(await world.auth.people())).toHaveLength(1000)
})

test('three users taking turns at random never see data of another user', async () => {
  const people = ['ana', 'bob', 'zoe'].map((name) => ({
    email: `${name}@example.com`,
    password: `the password of ${name}`,
  }))
  for (const person of people.slice(1)) await registered(world.auth, person)
  await world.auth.logOut()
  await registered(world.auth, { ...people[0], email: 'ana2@example.com', password: 'x'.repeat(9) })
  let seed = 42
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
  let current: string | null = null
  for (let turn = 0; turn < 150; turn += 1) {
    const person = people[random(3)] ?? ana
    const known = person.email === ana.email ? { ...person, password: ana.password } : person
    const action = random(4)
    if (action === 0 && (await world.auth.logIn(known)).ok) current = person.email
    if (action === 1 && (await world.auth.logOut()).ok) current = null
    if (action === 2) await world.auth.logIn({ ...known, password: 'wrong' })
    if (action === 3) await world.auth.updatePreferences({ displayName: `name of ${String(current)}` })
    world.clock.advance(minute)
    await world.auth.reportActivity()
    const profile = await world.auth.profile()
    if (current === null) expect(errorOf(profile).code).toBe('notLoggedIn')
    else {
      const shown = valueOf(profile)
      expect(shown.email).toBe(current)
      expect([shown.email.split('@')[0], `name of ${current}`]).toContain(shown.displayName)
    }
  }
})
