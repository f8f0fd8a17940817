/** A call that began before a reset, a change or a deletion takes no effect after it. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compare, hash } from 'bcryptjs'
import { createWorld, type HasherDouble, type World } from '../support/world'
import { ana, errorOf, loggedIn, registered, valueOf } from '../support/people'

let world: World
let gate: (() => void)[] | null
let recoveryKey: string

/** Real bcrypt whose comparisons wait in `gate` while it is a list. */
const gatedHasher: HasherDouble = {
  hash,
  async compare(password, hashed) {
    const waiting = gate
    if (waiting) await new Promise<void>((resolve) => waiting.push(resolve))
    return compare(password, hashed)
  },
  isFull: () => false,
  close: () => Promise.resolve(),
}

beforeEach(async () => {
  gate = null
  world = await createWorld({ hasher: gatedHasher })
  recoveryKey = await registered(world.auth)
})
afterEach(() => world.close())

/** Starts a call, runs `meanwhile` during its comparison, then lets the call continue. */
async function interleave<T>(call: () => Promise<T>, meanwhile: () => Promise<unknown>): Promise<T> {
  const waiting = (gate = [] as (() => void)[])
  const result = call()
  while (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
  gate = null
  await meanwhile()
  for (const release of waiting) release()
  return result
}

const newPassword = 'nuages sur la mer'

async function reset(): Promise<void> {
  const { resetToken } = valueOf(await world.auth.requestReset({ email: ana.email, recoveryKey }))
  valueOf(await world.auth.resetPassword({ email: ana.email, resetToken, newPassword }))
}

const removeAna = () => {
  world.accounts.deps.tables.users.removeUser(1)
  return Promise.resolve()
}

test('a log-in whose comparison began before a reset opens no session', async () => {
  const outcome = await interleave(() => world.auth.logIn(ana), reset)
  expect(errorOf(outcome)).toEqual({ code: 'wrongCredentials' })
  expect(errorOf(await world.auth.profile()).code).toBe('notLoggedIn')
})

test('a log-in whose comparison began before a deletion opens no session and leaves no trace', async () => {
  const outcome = await interleave(() => world.auth.logIn(ana), removeAna)
  expect(errorOf(outcome)).toEqual({ code: 'wrongCredentials' })
  expect(world.store.all("SELECT * FROM events WHERE event = 'loggedIn'")).toEqual([])
})

test('a change of password whose comparison began before a reset changes nothing', async () => {
  await loggedIn(world.auth)
  const change = () => world.auth.changePassword({ currentPassword: ana.password, newPassword: 'a third password' })
  expect(errorOf(await interleave(change, reset)).code).toBe('notLoggedIn')
  expect((await world.auth.logIn({ ...ana, password: newPassword })).ok).toBe(true)
})

test('a deletion whose comparison began before a log-out deletes nothing', async () => {
  await loggedIn(world.auth)
  const outcome = await interleave(
    () => world.auth.deleteAccount({ password: ana.password }),
    () => world.auth.logOut(),
  )
  expect(errorOf(outcome)).toEqual({ code: 'notLoggedIn', reason: 'none' })
  expect((await world.auth.logIn(ana)).ok).toBe(true)
})

test("a deletion whose comparison began before another person's log-in deletes neither", async () => {
  const bob = { email: 'bob@example.com', password: ana.password }
  await registered(world.auth, bob)
  await loggedIn(world.auth)
  const outcome = await interleave(
    () => world.auth.deleteAccount({ password: ana.password }),
    () => world.auth.logIn(bob),
  )
  expect(errorOf(outcome)).toEqual({ code: 'wrongCredentials' })
  expect((await world.auth.logIn(ana)).ok).toBe(true)
  expect((await world.auth.logIn(bob)).ok).toBe(true)
})

test('a foreign hash is rehashed at the first log-in, which replaces the hash that was compared', async () => {
  const { auth } = world.accounts.deps
  const { users } = world.accounts.deps.tables
  const { id } = users.addUser('old@example.com', await hash('b4l0u', 5))
  expect((await world.auth.logIn({ email: 'old@example.com', password: 'b4l0u' })).ok).toBe(true)
  expect(auth.find({ id })?.hashedPassword).toMatch(/^\$2b\$04\$/)
  expect((await world.auth.logIn({ email: 'old@example.com', password: 'b4l0u' })).ok).toBe(true)
})

test('a guess at a lock, with a log-out during its comparison, still leaves a refused event', async () => {
  await loggedIn(world.auth)
  valueOf(await world.auth.lock())
  const outcome = await interleave(
    () => world.auth.unlock({ password: 'wrong' }),
    () => world.auth.logOut(),
  )
  expect(errorOf(outcome)).toEqual({ code: 'notLoggedIn', reason: 'none' })
  expect((await loggedIn(world.auth)).failedAttempts.count).toBe(1)
  expect(world.store.all("SELECT outcome FROM events WHERE event = 'unlocked'")).toEqual([['refused']])
})

test('a right password that a lock makes void is not shown as a failure', async () => {
  await loggedIn(world.auth)
  const outcome = await interleave(
    () => world.auth.renewRecoveryKey({ password: ana.password }),
    () => world.auth.lock(),
  )
  expect(errorOf(outcome)).toEqual({ code: 'locked' })
  valueOf(await world.auth.logOut())
  expect((await loggedIn(world.auth)).failedAttempts.count).toBe(0)
})

test('an old password, right until a change during its comparison, is counted', async () => {
  await loggedIn(world.auth)
  const outcome = await interleave(
    () => world.auth.logIn(ana),
    () => world.auth.changePassword({ currentPassword: ana.password, newPassword }),
  )
  expect(errorOf(outcome)).toEqual({ code: 'wrongCredentials' })
  const { failedAttempts } = valueOf(await world.auth.logIn({ ...ana, password: newPassword })).profile
  expect(failedAttempts.count).toBe(1)
})
