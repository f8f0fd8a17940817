import { expect, test } from 'vitest'
import type { AuthBridge } from '../../../preload/contract'
import { createFaultFileSystem, type Fault } from '../../support/fault-file-system'
import { createMemoryDisk, type MemoryDisk } from '../../support/memory-disk'
import { bob, loggedIn, registered, valueOf } from '../../support/people'
import { withOwnersCode } from '../../support/private-data'
import { codeAt, turnOnTwoFactor } from '../../support/two-factor'
import { createMovableClock, createWorld, type World } from '../../support/world'

/**
 * The app dies, or the disk is full, at each file-system call of each change of a data key. Then
 * the account is as before or as after, and nothing in it is unreadable.
 */

const folder = '/disk'
const newPassword = 'nuages sur la mer'
const afterwards = { email: bob.email, password: newPassword }
const faults: readonly Fault[] = ['full', 'crash within', 'crash after']

/** Ana is an owner; Bob has two-factor on, unless the account is made without. */
type Start = { disk: MemoryDisk; now: number; recoveryKey: string; secret: string | null; backupCodes: string[] }
type Change = {
  start: () => Promise<Start>
  /** Up to the change, without a fault. `secret`: of an authenticator that the change turns on. */
  prepare: (auth: AuthBridge, start: Start, code: () => string) => Promise<Prepared>
  /** What Bob may be able to log in with then, each with open data. */
  openWith: readonly { email: string; password: string }[]
  /** Bob's data may also be sealed as before. */
  maySeal?: true
}
type Prepared = { run: () => Promise<unknown>; secret?: string }

async function createStart(build: (world: World) => Promise<Partial<Start>>): Promise<Start> {
  const disk = createMemoryDisk()
  const world = await createWorld({ fs: disk, folder })
  await registered(world.auth)
  const recoveryKey = await registered(world.auth, bob)
  const rest = await build(world)
  await world.accounts.close()
  return { disk, now: world.clock.now(), recoveryKey, secret: null, backupCodes: [], ...rest }
}

const withTwoFactor = () =>
  createStart(async (world) => {
    await loggedIn(world.auth, bob)
    return turnOnTwoFactor(world.auth, () => world.clock.now(), bob)
  })
const plain = () => createStart(() => Promise.resolve({}))
const withoutKey = () =>
  createStart((world) => {
    world.accounts.deps.tables.users.updateUser(2, { passwordSlot: null, recoverySlot: null })
    return Promise.resolve({})
  })
const sealedBob = () =>
  createStart(async (world) => {
    await loggedIn(world.auth, bob)
    const enrolled = await turnOnTwoFactor(world.auth, () => world.clock.now(), bob)
    const code = enrolled.backupCodes[9] ?? ''
    await withOwnersCode(world.auth, { person: bob, newPassword: 'entre les deux', code })
    return enrolled
  })

const between = { email: bob.email, password: 'entre les deux' }
const logIn = async (auth: AuthBridge, person: { email: string; password: string }, code?: string) =>
  valueOf(await auth.logIn({ ...person, ...(code !== undefined && { code }) }))

const changes: Record<string, Change> = {
  registration: {
    start: plain,
    prepare: (auth) =>
      Promise.resolve({ run: () => auth.register({ email: 'carol@example.com', password: bob.password }) }),
    openWith: [bob],
  },
  'the first log-in of an account without a data key': {
    start: withoutKey,
    prepare: (auth) => Promise.resolve({ run: () => auth.logIn(bob) }),
    openWith: [bob],
  },
  'a new password': {
    start: withTwoFactor,
    async prepare(auth, _start, code) {
      await logIn(auth, bob, code())
      return { run: () => auth.changePassword({ currentPassword: bob.password, newPassword }) }
    },
    openWith: [bob, afterwards],
  },
  'a new recovery key': {
    start: withTwoFactor,
    async prepare(auth, _start, code) {
      await logIn(auth, bob, code())
      return { run: () => auth.renewRecoveryKey({ password: bob.password }) }
    },
    openWith: [bob],
  },
  'a reset': {
    start: withTwoFactor,
    async prepare(auth, { recoveryKey }, code) {
      const { email } = bob
      const { resetToken } = valueOf(await auth.requestReset({ email, recoveryKey }))
      return { run: () => auth.resetPassword({ email, resetToken, newPassword, code: code() }) }
    },
    openWith: [bob, afterwards],
  },
  'two-factor on': {
    start: plain,
    async prepare(auth, { now }) {
      await logIn(auth, bob)
      const { secret } = valueOf(await auth.beginTwoFactor({ password: bob.password }))
      return { secret, run: () => auth.confirmTwoFactor({ code: codeAt(secret, now) }) }
    },
    openWith: [bob],
  },
  'the opening of sealed data': {
    start: sealedBob,
    async prepare(auth, { backupCodes }) {
      await logIn(auth, between, backupCodes[0])
      return { run: () => auth.openSealed({ formerPassword: bob.password, newPassword }) }
    },
    openWith: [afterwards],
    maySeal: true,
  },
  'giving sealed data up': {
    start: sealedBob,
    async prepare(auth, { backupCodes }) {
      await logIn(auth, between, backupCodes[0])
      return { run: () => auth.startAfresh({ password: between.password, code: backupCodes[1] ?? '' }) }
    },
    openWith: [between],
    maySeal: true,
  },
}

test.each(Object.entries(changes))('%s happens as a whole or not at all', async (_name, change) => {
  const start = await change.start()
  for (const fault of faults) {
    let call = 0
    while (await failsAt(change, start, fault, call)) call += 1
    expect(call).toBeGreaterThan(0)
  }
})

/** Runs the change with a fault at this call, then checks what is on the disk. */
async function failsAt(change: Change, start: Start, fault: Fault, call: number): Promise<boolean> {
  const disk = start.disk.copy()
  const fs = createFaultFileSystem(disk)
  const clock = createMovableClock(start.now)
  const world = await createWorld({ fs, folder, clock })
  const code = () => {
    clock.advance(30_000)
    return codeAt(start.secret ?? '', clock.now())
  }
  const { run, secret = start.secret } = await change.prepare(world.auth, start, code)
  fs.failAt(fs.calls.length + call, fault)
  await run().catch(() => undefined)
  const hasFailed = fs.triggered()
  disk.killProcess()
  await checkAccount(change, { ...start, secret, now: clock.now() }, disk)
  return hasFailed
}

async function checkAccount({ openWith, maySeal }: Change, start: Start, disk: MemoryDisk): Promise<void> {
  const clock = createMovableClock(start.now + 60_000)
  const world = await createWorld({ fs: disk, folder, clock })
  const states: string[] = []
  for (const person of openWith) {
    const first = await world.auth.logIn(person)
    if (first.ok) states.push(first.value.profile.privateData)
    if (first.ok || first.error.code !== 'secondFactorRequired' || start.secret === null) continue
    const withCode = await world.auth.logIn({ ...person, code: codeAt(start.secret, clock.now()) })
    states.push(withCode.ok ? withCode.value.profile.privateData : withCode.error.code)
  }
  if (maySeal && !states.includes('open')) await expectStillSealed(world, start)
  else expect(states.filter((state) => state === 'open' || state === 'noRecovery')).toHaveLength(1)
}

/** Sealed as before: the former password still opens it. */
async function expectStillSealed(world: World, { backupCodes }: Start): Promise<void> {
  expect((await logIn(world.auth, between, backupCodes[3])).profile.privateData).toBe('sealed')
  valueOf(await world.auth.openSealed({ formerPassword: bob.password, newPassword }))
}
