import { Worker } from 'node:worker_threads'
import { createHasher } from '../main/auth/hasher'
import { createWorld } from '../tests/support/world'
import { row, takeTurns } from './measure'
import type { Row, Times } from './measure'

const password = 'correct horse battery'
const known = 'known@example.com'
const malformed = 'malformed@example.com'
const wrongKey = '0'.repeat(25)

/**
 * Checks that response times do not reveal whether an account exists. Compares log-in with a wrong
 * password, an unknown email and a malformed stored hash, and reset with a wrong key and an unknown
 * email. The medians should be equal.
 */
export async function benchOracle(workerFile: string, rounds: number): Promise<Row[]> {
  const hasher = createHasher({ createWorker: () => new Worker(workerFile), jobLimitMs: 60_000, queueMax: 32 })
  // No throttling here, but the same hash cost as in the app.
  const unlimited = { attemptsBeforePause: 1e9, sprayThreshold: 1e9 }
  const world = await createWorld({ hasher, policy: { bcryptCost: 12, ...unlimited } })
  await world.auth.register({ email: known, password })
  world.accounts.deps.tables.users.addUser(malformed, 'SuperHashedPwd')
  const logIn = (email: string) => () => world.auth.logIn({ email, password: 'wrong' })
  const reset = (email: string) => () => world.auth.requestReset({ email, recoveryKey: wrongKey })
  const unknown = (round: number) => `nobody${round % 8}@example.com`

  const logIns = await takeTurns(rounds, {
    wrong: logIn(known),
    unknown: (round) => logIn(unknown(round))(),
    malformed: logIn(malformed),
  })
  // A reset takes a few milliseconds, mostly disk time, so ten times the rounds are affordable.
  const resets = await takeTurns(rounds * 10, { wrong: reset(known), unknown: (round) => reset(unknown(round))() })
  await hasher.close()
  await world.close()
  const against = (what: string, ours: Times, theirs: Times) => row(what, ours, theirs, 'ms', 'wrong password or key')
  return [
    against('log-in, unknown email', logIns.unknown, logIns.wrong),
    against('log-in, malformed stored hash', logIns.malformed, logIns.wrong),
    against('reset, unknown email', resets.unknown, resets.wrong),
  ]
}
