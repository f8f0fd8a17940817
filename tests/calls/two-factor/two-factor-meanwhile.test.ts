import { compare, hash } from 'bcryptjs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fillableDisk } from '../../support/fillable-disk'
import { ana, bob, errorOf, loggedIn, valueOf } from '../../support/people'
import { codeAt, createProtectedWorld, type ProtectedWorld } from '../../support/two-factor'
import type { HasherDouble, World } from '../../support/world'

// A comparison takes time. What happens meanwhile takes precedence, and a code is used up only if
// the change happens.

let setup: ProtectedWorld
let world: World
let full: boolean
beforeEach(async () => {
  full = false
  setup = await createProtectedWorld({ fs: fillableDisk(() => full), hasher: gatedHasher })
  world = setup.world
})
afterEach(async () => {
  full = false
  await world.close()
})

const { password } = ana
const diskFull = { code: 'storage', reason: 'diskFull' }
const left = () => world.accounts.deps.tables.backupCodes.count(1)
const backupCode = () => setup.backupCodes[0] ?? ''

/** Real bcrypt that waits for `gate` while there is one. */
let gate: Promise<void> | null = null
let waiting = 0
const gatedHasher: HasherDouble = {
  hash: (...args) => whenOpen(() => hash(...args)),
  compare: (...args) => whenOpen(() => compare(...args)),
  isFull: () => false,
  close: () => Promise.resolve(),
}

async function whenOpen<T>(run: () => Promise<T>): Promise<T> {
  waiting += 1
  await gate
  return run()
}

/** Runs the call up to bcrypt, runs `meanwhile`, then lets bcrypt answer. */
async function interleave<T>(call: () => Promise<T>, meanwhile: () => unknown): Promise<T> {
  let open = () => {}
  gate = new Promise((resolve) => (open = resolve))
  const before = waiting
  const answer = call()
  while (waiting === before) await new Promise(setImmediate)
  const held = gate
  gate = null
  await meanwhile()
  open()
  await held
  return answer
}

test('a lock during the comparison leaves two-factor on and the code unused', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: setup.freshCode() }))
  const turnOff = () => world.auth.turnOffTwoFactor({ password, code: backupCode() })
  expect(errorOf(await interleave(turnOff, () => world.auth.lock()))).toEqual({ code: 'locked' })
  expect(valueOf(await world.auth.unlock({ password }))).toMatchObject({ twoFactor: true, backupCodesLeft: 10 })
})

test('a log-in of another user during the comparison does not get the new backup codes', async () => {
  valueOf(await world.auth.register(bob))
  valueOf(await world.auth.logIn({ ...ana, code: setup.freshCode() }))
  const renew = () => world.auth.renewBackupCodes({ password, code: backupCode() })
  expect(errorOf(await interleave(renew, () => world.auth.logIn(bob))).code).toBe('wrongCredentials')
  expect(left()).toBe(10)
  expect(valueOf(await world.auth.profile()).email).toBe(bob.email)
})

test('a newer token during the hashing voids the reset, and the code stays unused', async () => {
  const { email } = ana
  const token = async () => valueOf(await world.auth.requestReset({ email, recoveryKey: setup.recoveryKey })).resetToken
  const resetToken = await token()
  const reset = () =>
    world.auth.resetPassword({ email, resetToken, newPassword: 'nuages sur la mer', code: backupCode() })
  expect(errorOf(await interleave(reset, token))).toEqual({ code: 'invalidResetToken' })
  expect(left()).toBe(10)
  expect(errorOf(await world.auth.logIn(ana))).toEqual({ code: 'secondFactorRequired' })
})

test('a disk that is full at the time of the change opens nothing and uses up no code', async () => {
  const logIn = () => world.auth.logIn({ ...ana, code: backupCode() })
  expect(errorOf(await interleave(logIn, () => (full = true)))).toEqual(diskFull)
  full = false
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
  expect(left()).toBe(10)
  valueOf(await logIn())
  expect(left()).toBe(9)
})

test('a disk that is full when two-factor is turned on leaves it off, and the set-up can continue', async () => {
  valueOf(await world.auth.logIn({ ...ana, code: setup.freshCode() }))
  valueOf(await world.auth.turnOffTwoFactor({ password, code: backupCode() }))
  await loggedIn(world.auth)
  const { secret } = valueOf(await world.auth.beginTwoFactor({ password }))
  const confirm = () => world.auth.confirmTwoFactor({ code: codeAt(secret, world.clock.now()) })
  full = true
  expect(errorOf(await confirm())).toEqual(diskFull)
  full = false
  expect(valueOf(await world.auth.profile()).twoFactor).toBe(false)
  expect(left()).toBe(0)
  expect(valueOf(await confirm()).backupCodes).toHaveLength(10)
})
