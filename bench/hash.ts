import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { compare, hashSync } from 'bcryptjs'
import { createHasher } from '../main/auth/hasher'
import type { Hasher } from '../main/auth/hasher'
import { createWorld } from '../tests/support/world'
import type { HasherDouble, World } from '../tests/support/world'
import { round, row, summary, takeTurns } from './measure'
import type { Row, Times } from './measure'
import { nativeBcrypt } from './peers'

const cost = 12
const password = 'correct horse battery'

/**
 * One comparison against native bcrypt, log-ins against a bare comparison and against each other,
 * and four concurrent log-ins against a design that hashes in the main thread.
 */
export async function benchHash(workerFile: string, rounds: number): Promise<Row[]> {
  const hasher = createHasher({ createWorker: () => new Worker(workerFile), jobLimitMs: 60_000, queueMax: 32 })
  const native = nativeBcrypt()
  const hash = hashSync(password, cost)
  await hasher.compare(password, hash)
  const one = await takeTurns(rounds, {
    ours: () => hasher.compare(password, hash),
    theirs: () => native.compare(password, hash),
  })
  const logIns = await dataKeyRows(hasher, hash, rounds)
  const four = await fourLogIns(hasher, rounds)
  await hasher.close()
  return [row('hash, one comparison at cost 12', one.ours, one.theirs, 'ms', 'native bcrypt'), ...logIns, ...four]
}

/** What the data key costs: scrypt runs beside bcrypt, on its own thread. */
async function dataKeyRows(hasher: Hasher, hash: string, rounds: number): Promise<Row[]> {
  const withKey = await worldWith(hasher)
  const withoutKey = await worldWith({ ...hasher, deriveKey: () => Promise.resolve(new Uint8Array(32)) })
  const [email = ''] = emails
  await hasher.deriveKey(new Uint8Array(16), new Uint8Array(16), { log2N: 14, r: 8, p: 5 })
  const one = await takeTurns(rounds, {
    logIn: () => withKey.auth.logIn({ email, password }),
    bare: () => hasher.compare(password, hash),
  })
  const refused = await takeTurns(rounds, {
    unknown: () => withKey.auth.logIn({ email: 'nobody@example.com', password }),
    wrong: () => refusedLogIn(withKey, email),
  })
  const peaks = { withKey: [] as number[], withoutKey: [] as number[] }
  const four = (contender: keyof typeof peaks, world: World) => async () => {
    const peakOf = watchMemory()
    await Promise.all(emails.map((each) => world.auth.logIn({ email: each, password })))
    peaks[contender].push(peakOf())
  }
  const together = await takeTurns(rounds, { ours: four('withKey', withKey), theirs: four('withoutKey', withoutKey) })
  await withKey.close()
  await withoutKey.close()
  const memory = row('peak memory, four log-ins', summary(peaks.withKey), summary(peaks.withoutKey), 'ms', 'no scrypt')
  return [
    row('log-in', one.logIn, one.bare, 'ms', 'a bare comparison'),
    row('log-in, unknown email', refused.unknown, refused.wrong, 'ms', 'a wrong password'),
    row('four log-ins at once', together.ours, together.theirs, 'ms', 'no scrypt'),
    { ...memory, unit: 'MiB' },
  ]
}

/** The clock moves, so that no guess of the bench is paused. */
async function refusedLogIn({ auth, clock }: World, email: string): Promise<void> {
  clock.advance(25 * 60 * 60_000)
  await auth.logIn({ email, password: 'not this one' })
}

/** Samples the memory of the process until the returned function is called; the peak in MiB. */
function watchMemory(): () => number {
  const sample = () => process.memoryUsage.rss() / 2 ** 20
  let peak = sample()
  const timer = setInterval(() => (peak = Math.max(peak, sample())), 5)
  return () => {
    clearInterval(timer)
    return Math.max(peak, sample())
  }
}

/** Four concurrent `logIn` calls. */
async function fourLogIns(hasher: Hasher, rounds: number): Promise<Row[]> {
  const worlds = { ours: await worldWith(hasher), theirs: await worldWith(mainThreadHasher) }
  const delays = { ours: [] as Delay[], theirs: [] as Delay[], idle: [] as Delay[] }
  const run = (contender: 'ours' | 'theirs') => async () => {
    const stop = watchLoop()
    await Promise.all(emails.map((email) => worlds[contender].auth.logIn({ email, password })))
    delays[contender].push(stop())
  }
  const times = await takeTurns(rounds, { ours: run('ours'), theirs: run('theirs') })
  for (let turn = 0; turn < rounds; turn += 1) {
    const stop = watchLoop()
    await pause(500)
    delays.idle.push(stop())
  }
  await worlds.ours.close()
  await worlds.theirs.close()
  const delayRow = (what: keyof Delay): Row =>
    delayAgainst(`event-loop delay ${what}, four log-ins`, delays.ours, delays.theirs, what)
  return [
    row('four log-ins at once', times.ours, times.theirs, 'ms', 'bcryptjs in the main thread'),
    ...(['p50', 'p99', 'max'] as const).map(delayRow),
    { ...delayAgainst('event-loop delay p50, four log-ins', delays.ours, delays.idle, 'p50'), against: 'idle' },
  ]
}

const emails = [1, 2, 3, 4].map((n) => `person-${n}@example.com`)
const mainThreadHasher: HasherDouble = {
  hash: (text, rounds) => Promise.resolve(hashSync(text, rounds)),
  compare: (text, hash) => compare(text, hash),
  isFull: () => false,
  close: () => Promise.resolve(),
}

async function worldWith(hasher: HasherDouble): Promise<World> {
  const world = await createWorld({ hasher, policy: { bcryptCost: cost } })
  for (const email of emails) await world.auth.register({ email, password })
  return world
}

type Delay = { p50: number; p99: number; max: number }

/**
 * Measures the event-loop delay until the returned function is called, which returns it in
 * milliseconds.
 */
function watchLoop(): () => Delay {
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  histogram.enable()
  return () => {
    histogram.disable()
    const ms = (ns: number): number => ns / 1e6
    return { p50: ms(histogram.percentile(50)), p99: ms(histogram.percentile(99)), max: ms(histogram.max) }
  }
}

function delayAgainst(name: string, ours: Delay[], theirs: Delay[], what: keyof Delay): Row {
  const of = (delays: Delay[]): Times => summary(delays.map((delay) => delay[what]))
  return { ...row(name, of(ours), of(theirs), 'ms', 'bcryptjs in the main thread'), spread: round(of(ours).spread) }
}
