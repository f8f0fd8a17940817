import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { StorageError } from '../../../main/database/engine/storage-error'
import { createFakeKeyStore, type FakeKeyStore } from '../../support/key-store'
import { createWorld, type World } from '../../support/world'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../../support/people'

const day = 86_400_000

let world: World
let keyStore: FakeKeyStore

beforeEach(async () => {
  keyStore = createFakeKeyStore()
  world = await createWorld({ keyStore })
  await registered(world.auth)
})
afterEach(() => world.close())

const sessionFile = () => join(world.folder, 'session.vault')
const rememberLogIn = async (person = ana) => valueOf(await world.auth.logIn({ ...person, remember: true })).profile

test('survives a restart, for 30 days after log-in', async () => {
  const { session } = await rememberLogIn()
  expect(session).toMatchObject({ remembered: true, expiresAt: session.startedAt + 30 * day })
  world = await world.restart()
  expect(valueOf(await world.auth.restoreSession())).toMatchObject({
    email: ana.email,
    session: { expiresAt: session.expiresAt },
  })
})

test('survives a kill -9', async () => {
  await rememberLogIn()
  world = await world.kill()
  expect(valueOf(await world.auth.restoreSession())?.email).toBe(ana.email)
})

test('expires after 30 days, however often it was used, and its file is removed', async () => {
  await rememberLogIn()
  for (let days = 0; days < 29; days += 1) {
    world = await world.restart()
    world.clock.advance(day)
    expect(valueOf(await world.auth.restoreSession())?.email).toBe(ana.email)
  }
  world = await world.restart()
  world.clock.advance(day)
  expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'expired' })
  expect(existsSync(sessionFile())).toBe(false)
  expect(valueOf(await world.auth.restoreSession())).toBeNull()
})

test('is not saved without the opt-in, nor without a key store', async () => {
  expect((await loggedIn(world.auth)).session.remembered).toBe(false)
  keyStore.state = 'none'
  expect(valueOf(await world.auth.welcome()).canRemember).toBe(false)
  expect((await rememberLogIn()).session).toMatchObject({ remembered: false })
  world = await world.restart()
  expect(valueOf(await world.auth.restoreSession())).toBeNull()
})

test('is not saved under the hard-coded key of Chromium', async () => {
  keyStore.state = 'hardCodedKey'
  expect(valueOf(await world.auth.welcome()).canRemember).toBe(false)
  expect((await rememberLogIn()).session.remembered).toBe(false)
  expect(existsSync(sessionFile())).toBe(false)
})

test('does not open where only the hard-coded key is left, and opens again with the real one', async () => {
  await rememberLogIn()
  keyStore.state = 'hardCodedKey'
  world = await world.restart()
  expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'none' })
  keyStore.state = 'real'
  expect(valueOf(await world.auth.restoreSession())?.email).toBe(ana.email)
})

test('is sealed again, once, after the key store has got another key', async () => {
  await rememberLogIn()
  const sealed = () => readFileSync(sessionFile(), 'utf8')
  const first = sealed()
  keyStore.rotateKey()
  world = await world.restart()
  expect(valueOf(await world.auth.restoreSession())?.email).toBe(ana.email)
  const second = sealed()
  expect(second).not.toBe(first)
  world = await world.restart()
  expect(valueOf(await world.auth.restoreSession())?.email).toBe(ana.email)
  expect(sealed()).toBe(second)
})

test('stays forgotten if the user logs out while it is sealed again', async () => {
  await rememberLogIn()
  keyStore.rotateKey()
  world = await world.restart()
  const release = keyStore.hold()
  const before = keyStore.asked
  const restored = world.auth.restoreSession()
  while (keyStore.asked === before) await new Promise(setImmediate)
  await world.auth.logIn(ana)
  release()
  await restored
  expect(existsSync(sessionFile())).toBe(false)
})

test('saves nothing if the key store denies access, and the log-in still succeeds', async () => {
  keyStore.state = 'denied'
  expect((await rememberLogIn()).session.remembered).toBe(false)
})

test('keeps the file if the key store is unavailable, and asks for the password', async () => {
  await rememberLogIn()
  keyStore.state = 'denied'
  world = await world.restart()
  expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'none' })
  keyStore.state = 'real'
  expect(valueOf(await world.auth.restoreSession())?.email).toBe(ana.email)
})

describe('ends after', () => {
  const other = 'nuages sur la mer'
  test.each<[string, () => Promise<unknown>]>([
    ['log-out', () => world.auth.logOut()],
    ['a change of password', () => world.auth.changePassword({ currentPassword: ana.password, newPassword: other })],
    ['deletion of the account', () => world.auth.deleteAccount({ password: ana.password })],
    ['"Stop keeping me logged in"', () => world.auth.stopRemembering()],
    ['a log-in without "Keep me logged in"', () => world.auth.logIn(ana)],
    [
      'the log-in of another user',
      async () => {
        await registered(world.auth, bob)
        await loggedIn(world.auth, bob)
      },
    ],
    [
      'idleness',
      () => {
        world.clock.advance(15 * 60_000)
        return Promise.resolve(world.tick())
      },
    ],
  ])('%s', async (_, end) => {
    await rememberLogIn()
    await end()
    expect(existsSync(sessionFile())).toBe(false)
    world = await world.restart()
    expect(valueOf(await world.auth.restoreSession())).toBeNull()
  })

  test('a reset, although the file is still there', async () => {
    await world.close()
    world = await createWorld({ keyStore })
    const recoveryKey = await registered(world.auth)
    await rememberLogIn()
    const { resetToken } = valueOf(await world.auth.requestReset({ email: ana.email, recoveryKey }))
    await world.auth.resetPassword({ email: ana.email, resetToken, newPassword: other })
    world = await world.restart()
    expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'expired' })
    expect(existsSync(sessionFile())).toBe(false)
  })
})

test('reports a deleted account, and erases the file', async () => {
  await rememberLogIn()
  const restarted = await world.restart()
  restarted.accounts.deps.tables.users.removeUser(1)
  expect(errorOf(await restarted.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'gone' })
  expect(existsSync(sessionFile())).toBe(false)
  world = restarted
})

test.each<[string, () => Promise<unknown>]>([
  ['"Stop keeping me logged in"', () => world.auth.stopRemembering()],
  [
    'a change of password',
    () => world.auth.changePassword({ currentPassword: ana.password, newPassword: 'nuages sur la mer' }),
  ],
])('after %s it lasts until the app closes, a day at most, even on its fifth day', async (_, end) => {
  world.accounts.deps.tables.users.updateUser(1, { idleMinutes: null })
  await rememberLogIn()
  world.clock.advance(5 * day)
  await end()
  const { session } = valueOf(await world.auth.profile())
  expect(session).toMatchObject({ remembered: false, expiresAt: world.clock.now() + day })
  for (let half = 0; half < 2; half += 1) {
    expect((await world.auth.profile()).ok).toBe(true)
    world.clock.advance(day / 2)
    world.clock.shiftWall(-30_000)
  }
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'expired' })
})

describe('a lock', () => {
  test.each(['restart', 'kill'] as const)('is not opened by a %s: the password is required', async (how) => {
    await rememberLogIn()
    await world.auth.lock()
    world = await world[how]()
    expect(valueOf(await world.auth.restoreSession())).toBeNull()
  })

  test('leaves the session remembered after it is opened', async () => {
    await rememberLogIn()
    await world.auth.lock()
    expect(existsSync(sessionFile())).toBe(false)
    expect(valueOf(await world.auth.unlock({ password: ana.password })).session.remembered).toBe(true)
    world = await world.restart()
    expect(valueOf(await world.auth.restoreSession())?.email).toBe(ana.email)
  })

  test('that happens while the key store is asked leaves nothing on the disk', async () => {
    let answer = () => {}
    const slow = keyStore.wrap
    keyStore.wrap = async (key) => {
      await new Promise<void>((resolve) => (answer = resolve))
      return slow(key)
    }
    const loggingIn = world.auth.logIn({ ...ana, remember: true })
    while (!(await world.auth.lock()).ok) await new Promise((resolve) => setTimeout(resolve, 1))
    answer()
    expect(errorOf(await loggingIn)).toEqual({ code: 'locked' })
    expect(existsSync(sessionFile())).toBe(false)
  })
})

test('a log-in with a slow key store never returns the user who logged in meanwhile', async () => {
  await registered(world.auth, bob)
  let answer = () => {}
  const slow = keyStore.wrap
  keyStore.wrap = async (key) => {
    await new Promise<void>((resolve) => (answer = resolve))
    return slow(key)
  }
  const first = world.auth.logIn({ ...ana, remember: true })
  while (!(await world.auth.profile()).ok) await new Promise((resolve) => setTimeout(resolve, 1))
  const releaseFirst = answer
  keyStore.wrap = slow
  expect((await rememberLogIn(bob)).session.remembered).toBe(true)
  releaseFirst()
  expect(errorOf(await first)).toEqual({ code: 'notLoggedIn', reason: 'expired' })
  world = await world.restart()
  expect(valueOf(await world.auth.restoreSession())?.email).toBe(bob.email)
})

test('setting the clock back to before the last use and restarting ends it', async () => {
  await rememberLogIn()
  world.clock.advance(5 * 60_000)
  await world.auth.profile()
  await world.accounts.housekeeping()
  world.clock.shiftWall(-10 * 60_000)
  world = await world.kill()
  expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'expired' })
})

test('its file hides the session id, is readable by its owner only, and detects every changed byte', async () => {
  await rememberLogIn()
  expect(statSync(sessionFile()).mode & 0o777).toBe(0o600)
  const text = readFileSync(sessionFile(), 'utf8')
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-4/)
  const sealed = JSON.parse(text) as Record<string, string>
  for (const part of ['key', 'nonce', 'tag', 'data']) {
    const bytes = Buffer.from(sealed[part] ?? '', 'base64')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    writeFileSync(sessionFile(), JSON.stringify({ ...sealed, [part]: bytes.toString('base64') }))
    world = await world.kill()
    expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'none' })
  }
})

test.each(['', 'not json', '{}', 'null', '[1]', `{"format":"latchkey session 1","key":5}`])(
  'a file that contains %j is not a remembered session',
  async (text) => {
    writeFileSync(sessionFile(), text)
    expect(valueOf(await world.auth.restoreSession())).toBeNull()
  },
)

test('a session that cannot be recorded as remembered is ordinary, and the log-in succeeds', async () => {
  const { users } = world.accounts.deps.tables
  const updateUser = users.updateUser.bind(users)
  users.updateUser = (id, changes) => {
    if (changes.sessionRemembered) throw new StorageError('diskFull', 'no space')
    updateUser(id, changes)
  }
  expect((await rememberLogIn()).session.remembered).toBe(false)
  expect(existsSync(sessionFile())).toBe(false)
})

test('log-out works if the file cannot be removed, and the session in it is void', async () => {
  await rememberLogIn()
  rmSync(sessionFile())
  mkdirSync(sessionFile())
  expect(valueOf(await world.auth.logOut())).toEqual({ message: 'Bienvenue' })
  expect(world.accounts.deps.auth.find({ email: ana.email })?.sessionId).toBeNull()
})

const otherPassword = 'nuages sur la mer'
const endings: [string, () => Promise<unknown>][] = [
  ['"Stop keeping me logged in"', () => world.auth.stopRemembering()],
  ['a log-out', () => world.auth.logOut()],
  ['a lock', () => world.auth.lock()],
  ['a lock with the system', () => Promise.resolve(world.systemLocks())],
  [
    'a change of password',
    () => world.auth.changePassword({ currentPassword: ana.password, newPassword: otherPassword }),
  ],
]
const opensAfterKill = async () => {
  world = await world.kill()
  const restored = await world.auth.restoreSession()
  return restored.ok && restored.value !== null
}

describe.each(endings)('%s', (_, end) => {
  test('is not undone by a key store that answers a log-in late', async () => {
    const release = keyStore.hold()
    const loggingIn = world.auth.logIn({ ...ana, remember: true })
    while (!(await world.auth.profile()).ok) await new Promise((resolve) => setTimeout(resolve, 1))
    await end()
    release()
    await loggingIn
    expect(existsSync(sessionFile())).toBe(false)
    expect(world.accounts.deps.auth.find({ email: ana.email })?.sessionRemembered).toBe(false)
    expect(await opensAfterKill()).toBe(false)
  })

  test('is not undone by a key store that answers an unlock late', async () => {
    await rememberLogIn()
    valueOf(await world.auth.lock())
    const release = keyStore.hold()
    const unlocking = world.auth.unlock({ password: ana.password })
    while (!(await world.auth.profile()).ok) await new Promise((resolve) => setTimeout(resolve, 1))
    await end()
    release()
    await unlocking
    expect(existsSync(sessionFile())).toBe(false)
    expect(await opensAfterKill()).toBe(false)
  })

  test('leaves a file that was written late, or could not be removed, without a session', async () => {
    await rememberLogIn()
    const file = readFileSync(sessionFile())
    await end()
    writeFileSync(sessionFile(), file)
    expect(await opensAfterKill()).toBe(false)
    expect(existsSync(sessionFile())).toBe(false)
  })
})

test('a key store that is gone after a lock leaves an ordinary session, even on the fifth day', async () => {
  world.accounts.deps.tables.users.updateUser(1, { idleMinutes: null })
  await rememberLogIn()
  world.clock.advance(5 * day)
  valueOf(await world.auth.lock())
  keyStore.state = 'none'
  const { session } = valueOf(await world.auth.unlock({ password: ana.password }))
  expect(session).toMatchObject({ remembered: false, expiresAt: world.clock.now() + day })
})

describe('with the clock set back while the app is closed', () => {
  const minute = 60_000
  const limit = 20 * minute
  const expired = { code: 'notLoggedIn', reason: 'expired' }

  beforeEach(async () => {
    await world.close()
    world = await createWorld({ keyStore, policy: { rememberedSessionMs: limit } })
    await registered(world.auth)
    world.accounts.deps.tables.users.updateUser(1, { idleMinutes: null })
    await rememberLogIn()
  })

  test('it does not open at a time before the last minute that the app ran, although nobody used it', async () => {
    world.clock.advance(10 * minute)
    await world.accounts.housekeeping()
    world.clock.shiftWall(-9 * minute)
    world = await world.kill()
    expect(errorOf(await world.auth.restoreSession())).toEqual(expired)
  })

  test.each(['restart', 'kill'] as const)('it ends after the time that the app ran, over each %s', async (how) => {
    for (let minutes = 1; minutes <= 20; minutes += 1) {
      world.clock.advance(minute)
      await world.accounts.housekeeping()
      // As far as the tolerance goes: the wall clock stands still.
      world.clock.shiftWall(-minute)
      world = await world[how]()
      const restored = valueOf(await world.auth.restoreSession())
      expect(restored?.email).toBe(minutes < 20 ? ana.email : undefined)
    }
  })

  test('it ends after the time that the app ran, although it quits within every minute', async () => {
    for (let runs = 1; runs <= 40; runs += 1) {
      world.clock.advance(minute / 2)
      world.clock.shiftWall(-minute / 2)
      world = await world.restart()
      const restored = valueOf(await world.auth.restoreSession())
      expect(restored?.email).toBe(runs < 40 ? ana.email : undefined)
    }
  })

  test('it ends after the time that the app ran with the wall clock held back in small steps', async () => {
    const runAMinute = async () => {
      world.clock.advance(minute)
      world.clock.shiftWall(-59_000)
      world.tick()
      await world.accounts.housekeeping()
    }
    for (let minutes = 0; minutes < 12; minutes += 1) await runAMinute()
    world = await world.restart()
    expect(valueOf(await world.auth.restoreSession())?.email).toBe(ana.email)
    for (let minutes = 0; minutes < 7; minutes += 1) await runAMinute()
    expect((await world.auth.profile()).ok).toBe(true)
    await runAMinute()
    expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
    expect(existsSync(sessionFile())).toBe(false)
  })

  test('the time that the computer slept does not make up for time with the clock held back', async () => {
    world.clock.shiftWall(8 * minute)
    await world.accounts.housekeeping()
    for (let minutes = 0; minutes < 12; minutes += 1) {
      expect((await world.auth.profile()).ok).toBe(true)
      world.clock.advance(minute)
      world.clock.shiftWall(-59_000)
      await world.accounts.housekeeping()
    }
    expect((await world.auth.profile()).ok).toBe(false)
  })

  test('the time under a lock counts too', async () => {
    world.clock.advance(minute)
    valueOf(await world.auth.lock())
    for (let minutes = 0; minutes < 12; minutes += 1) {
      world.clock.advance(minute)
      world.clock.shiftWall(-59_000)
      await world.accounts.housekeeping()
    }
    valueOf(await world.auth.unlock({ password: ana.password }))
    world = await world.kill()
    const { session } = valueOf(await world.auth.restoreSession()) ?? {}
    expect((session?.expiresAt ?? 0) - world.clock.now()).toBe(limit - 13 * minute)
  })

  test('a minute whose saving fails is counted with the next one', async () => {
    const { users } = world.accounts.deps.tables
    const updateUser = users.updateUser.bind(users)
    for (const isFull of [true, false]) {
      users.updateUser = (id, changes) => {
        if (isFull) throw new StorageError('diskFull', 'no space')
        updateUser(id, changes)
      }
      world.clock.advance(minute)
      world.clock.shiftWall(-20_000)
      await world.accounts.housekeeping()
    }
    world = await world.kill()
    const { session } = valueOf(await world.auth.restoreSession()) ?? {}
    expect((session?.expiresAt ?? 0) - world.clock.now()).toBe(limit - 2 * minute)
  })

  test('a clock that only runs a little slow changes the end by no more than that', async () => {
    const { session } = valueOf(await world.auth.profile())
    for (let minutes = 0; minutes < 10; minutes += 1) {
      world.clock.advance(minute)
      world.clock.shiftWall(-10)
      await world.accounts.housekeeping()
    }
    expect(valueOf(await world.auth.profile()).session.expiresAt).toBe(session.expiresAt - 100)
  })
})
