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
 * Does the time of an answer tell who has an account? Log-in with a wrong password, an unknown email and an account whose
 * hash is malformed, and a reset with a wrong key, in turns: the medians should be the same.
 */
export async function benchOracle(workerFile: string, rounds: number): Promise<Row[]> {
  const hasher = createHasher({ createWorker: () => new Worker(workerFile), jobLimitMs: 60_000, queueMax: 32 })
  // Nobody shall wait here, and everybody shall cost what the app costs.
  const unlimited = { attemptsBeforePause: 1e9, manyEmails: 1e9 }
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
  // A few milliseconds each, most of it the disk: many more turns, for the same time.
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
