import { readFileSync, statSync, writeFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { KeyStore } from '../../main/session-vault'
import { createWorld, type World } from '../support/world'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../support/people'

const day = 86_400_000

let world: World
let keyStore: KeyStore & { state: 'real' | 'none' | 'denied' }

function fakeKeyStore(): typeof keyStore {
  const turn = (bytes: Uint8Array) =>
    store.state === 'real' ? Promise.resolve(bytes.map((byte) => byte ^ 0x5a)) : Promise.reject(new Error(store.state))
  const store: typeof keyStore = {
    state: 'real',
    isReal: () => Promise.resolve(store.state !== 'none'),
    wrap: turn,
    unwrap: turn,
  }
  return store
}

beforeEach(async () => {
  keyStore = fakeKeyStore()
  world = await createWorld({ keyStore })
  await registered(world.auth)
})
afterEach(() => world.close())

const vault = () => join(world.folder, 'session.vault')
const keep = async (person = ana) => valueOf(await world.auth.logIn({ ...person, remember: true })).profile

test('is there after a restart, for 30 days from log-in', async () => {
  const { session } = await keep()
  expect(session).toMatchObject({ remembered: true, expiresAt: session.startedAt + 30 * day })
  world = await world.restart()
  expect(valueOf(await world.auth.restoreSession())).toMatchObject({
    email: ana.email,
    session: { expiresAt: session.expiresAt },
  })
})

test('is there after a kill -9', async () => {
  await keep()
  world = await world.kill()
  expect(valueOf(await world.auth.restoreSession())?.email).toBe(ana.email)
})

test('is over after 30 days, however often it was used, and its file is gone', async () => {
  await keep()
  for (let days = 0; days < 29; days += 1) {
    world = await world.restart()
    world.clock.advance(day)
    expect(valueOf(await world.auth.restoreSession())?.email).toBe(ana.email)
  }
  world = await world.restart()
  world.clock.advance(day)
  expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'expired' })
  expect(existsSync(vault())).toBe(false)
  expect(valueOf(await world.auth.restoreSession())).toBeNull()
})

test('is not kept unless asked, and not where the key store is none', async () => {
  expect((await loggedIn(world.auth)).session.remembered).toBe(false)
  keyStore.state = 'none'
  expect(valueOf(await world.auth.welcome()).canRemember).toBe(false)
  expect((await keep()).session).toMatchObject({ remembered: false })
  world = await world.restart()
  expect(valueOf(await world.auth.restoreSession())).toBeNull()
})

test('a key store that is denied while keeping it keeps nothing and still logs in', async () => {
  keyStore.state = 'denied'
  expect((await keep()).session.remembered).toBe(false)
})

test('a key store that is away leaves the file where it is, and asks for the password', async () => {
  await keep()
  keyStore.state = 'denied'
  world = await world.restart()
  expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'none' })
  keyStore.state = 'real'
  expect(valueOf(await world.auth.restoreSession())?.email).toBe(ana.email)
})

describe('ends with', () => {
  const other = 'nuages sur la mer'
  test.each<[string, () => Promise<unknown>]>([
    ['log-out', () => world.auth.logOut()],
    ['a change of password', () => world.auth.changePassword({ currentPassword: ana.password, newPassword: other })],
    ['deletion', () => world.auth.deleteAccount({ password: ana.password })],
    ['"Stop keeping me logged in"', () => world.auth.stopRemembering()],
    ['a log-in that is not to be kept', () => world.auth.logIn(ana)],
    [
      'the log-in of another person',
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
    await keep()
    await end()
    expect(existsSync(vault())).toBe(false)
    world = await world.restart()
    expect(valueOf(await world.auth.restoreSession())).toBeNull()
  })

  test('a reset, though the file is still there', async () => {
    await world.close()
    world = await createWorld({ keyStore })
    const recoveryKey = await registered(world.auth)
    await keep()
    const { resetToken } = valueOf(await world.auth.requestReset({ email: ana.email, recoveryKey }))
    await world.auth.resetPassword({ email: ana.email, resetToken, newPassword: other })
    world = await world.restart()
    expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'expired' })
    expect(existsSync(vault())).toBe(false)
  })
})

test('of an account that is gone says so, and erases the file', async () => {
  await keep()
  const again = await world.restart()
  again.accounts.deps.users.removeUser(1)
  expect(errorOf(await again.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'gone' })
  expect(existsSync(vault())).toBe(false)
  world = again
})

test('"Stop keeping me logged in" goes on until the app closes, a day at most', async () => {
  await keep()
  const profile = valueOf(await world.auth.stopRemembering())
  expect(profile.session).toMatchObject({ remembered: false, expiresAt: profile.session.startedAt + day })
})

test('a clock set back behind the last use before a restart ends it', async () => {
  await keep()
  world.clock.advance(5 * 60_000)
  await world.auth.profile()
  await world.accounts.housekeeping()
  world.clock.set(-10 * 60_000)
  world = await world.kill()
  expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'expired' })
})

test('its file holds no session id in clear, can be read by its owner alone, and every changed byte is noticed', async () => {
  await keep()
  expect(statSync(vault()).mode & 0o777).toBe(0o600)
  const text = readFileSync(vault(), 'utf8')
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-4/)
  const sealed = JSON.parse(text) as Record<string, string>
  for (const part of ['key', 'nonce', 'tag', 'data']) {
    const bytes = Buffer.from(sealed[part] ?? '', 'base64')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    writeFileSync(vault(), JSON.stringify({ ...sealed, [part]: bytes.toString('base64') }))
    world = await world.kill()
    expect(errorOf(await world.auth.restoreSession())).toEqual({ code: 'notLoggedIn', reason: 'none' })
  }
})

test.each(['', 'not json', '{}', 'null', '[1]', `{"format":"latchkey session 1","key":5}`])(
  'a file that holds %j is no kept session',
  async (text) => {
    writeFileSync(vault(), text)
    expect(valueOf(await world.auth.restoreSession())).toBeNull()
  },
)
