import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeFileSystem, type FileSystem } from '../../main/database/engine/file-system'
import type { Outcome } from '../../preload/errors'
import { createWorld, type World } from '../support/world'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../support/people'

let world: World
let full: boolean

/** A disk that refuses writes while `full`. */
function fillableDisk(): FileSystem {
  const real = nodeFileSystem()
  const unlessFull = <A extends unknown[], R>(call: (...args: A) => R) => {
    return (...args: A): R => {
      if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      return call(...args)
    }
  }
  return {
    ...real,
    writeSync: unlessFull((...args: Parameters<FileSystem['writeSync']>) => real.writeSync(...args)),
    fdatasyncSync: unlessFull((fd: number) => real.fdatasyncSync(fd)),
    fsyncSync: unlessFull((fd: number) => real.fsyncSync(fd)),
  }
}

beforeEach(async () => {
  full = false
  world = await createWorld({ fs: fillableDisk() })
  await registered(world.auth)
  await loggedIn(world.auth)
})
afterEach(async () => {
  full = false
  await world.close()
})

const diskFull = { code: 'storage', reason: 'diskFull' }
const contents = () =>
  JSON.stringify(['users', 'events', 'attempts'].map((table) => world.store.all(`SELECT * FROM ${table}`)))
const changes: [string, () => Promise<Outcome<unknown>>][] = [
  ['register', () => world.auth.register(bob)],
  ['logIn', () => world.auth.logIn(ana)],
  ['updatePreferences', () => world.auth.updatePreferences({ displayName: 'Ana' })],
  ['confirmRecoveryKey', () => world.auth.confirmRecoveryKey()],
  [
    'changePassword',
    () => world.auth.changePassword({ currentPassword: ana.password, newPassword: 'nuages sur la mer' }),
  ],
  ['renewRecoveryKey', () => world.auth.renewRecoveryKey({ password: ana.password })],
  ['deleteAccount', () => world.auth.deleteAccount({ password: ana.password })],
]

test.each(changes)(
  '%s reports a full disk, changes nothing, and works when there is space again',
  async (_, change) => {
    const before = contents()
    full = true
    expect(errorOf(await change())).toEqual(diskFull)
    expect(contents()).toBe(before)
    expect((await world.auth.profile()).ok).toBe(true)
    full = false
    expect((await change()).ok).toBe(true)
  },
)

test('does not compare a password whose attempt cannot be recorded', async () => {
  full = true
  world.work.comparisons = 0
  expect(errorOf(await world.auth.logIn({ ...ana, password: 'wrong' }))).toEqual(diskFull)
  expect(world.work.comparisons).toBe(0)
})

test('log-out works on a full disk: the next user must not find an open session', async () => {
  full = true
  expect(valueOf(await world.auth.logOut())).toEqual({ message: 'Bienvenue' })
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
  expect(world.logged).toContainEqual({
    event: 'store failed',
    detail: { doing: 'ending a session', reason: 'diskFull' },
  })
})

test('a session expires on a full disk too', async () => {
  full = true
  world.clock.advance(world.policy.sessionMs)
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'expired' })
})

test('a lock works on a full disk too', async () => {
  full = true
  expect(valueOf(await world.auth.lock())).toEqual({ message: 'locked' })
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'locked' })
})
