import { createUsers } from '../main/database/tables/users'
import { row, takeTurns } from './measure'
import type { Row } from './measure'
import { emailOf, openPair, sessionOf, walkThrough } from './stores'

const lookups = 200

/** Finds an account by email and by session id, with the app's own function. */
export async function benchLookup(folder: string, accounts: number, rounds: number): Promise<Row[]> {
  const { ours, theirs } = await openPair(folder)
  const users = createUsers(ours)
  const idOf = walkThrough(accounts)
  const byEmail = theirs.prepare('SELECT * FROM users WHERE email = ?')
  const bySession = theirs.prepare('SELECT * FROM users WHERE session_id = ?')
  const many = (find: (id: number) => unknown) => (round: number) => {
    for (let n = 0; n < lookups; n += 1) find(idOf(round * lookups + n))
  }
  const email = await takeTurns(rounds, {
    ours: many((id) => users.findUserBy({ email: emailOf(id) })),
    theirs: many((id) => byEmail.get(emailOf(id))),
  })
  const session = await takeTurns(rounds, {
    ours: many((id) => users.findUserBy({ sessionId: sessionOf(id) })),
    theirs: many((id) => bySession.get(sessionOf(id))),
  })
  await ours.close()
  theirs.close()
  const name = (what: string): string => `lookup by ${what}, ${accounts.toLocaleString('en')} accounts`
  return [
    row(name('email'), email.ours, email.theirs, 'µs', 'better-sqlite3', lookups),
    row(name('session id'), session.ours, session.theirs, 'µs', 'better-sqlite3', lookups),
  ]
}
