import type { Account } from '../preload/contract'
import type { User } from '../main/auth/user'
import type { Database, SqlValue } from '../main/database/api'
import { createUsers } from '../main/database/tables/users'
import { policy } from '../main/policy'
import { row, takeTurns } from './measure'
import type { Row } from './measure'
import type { NativeDatabase } from './peers'
import { emailOf, openPair } from './stores'

type Page = { search: string; after: string | null; calls: number }

/**
 * One page of the accounts with the app's own function, against its SQL in better-sqlite3. The row
 * "round trip" is what the app adds for any answer: a copy of it, as it passes to the window.
 */
export async function benchPage(folder: string, accounts: number, rounds: number): Promise<Row[]> {
  const { ours, theirs } = await openPair(folder)
  const size = accounts.toLocaleString('en')
  const pages: Record<string, Page> = {
    [`accounts page, from the middle of ${size}`]: { search: '', after: middleOf(theirs), calls: 20 },
    [`accounts prefix search, many of ${size}`]: { search: 'person-9', after: null, calls: 1 },
    [`accounts prefix search, one of ${size}`]: { search: emailOf(accounts), after: null, calls: 20 },
  }
  const rows: Row[] = []
  for (const [name, page] of Object.entries(pages)) rows.push(...(await benchOne(name, page, ours, theirs, rounds)))
  await ours.close()
  theirs.close()
  return rows
}

async function benchOne(
  name: string,
  { search, after, calls }: Page,
  ours: Database,
  theirs: NativeDatabase,
  rounds: number,
): Promise<Row[]> {
  const users = createUsers(ours)
  const limit = policy.accountsDefault
  const { sql, params } = statementOf(ours, search, after, limit)
  const statement = theirs.prepare(sql)
  // better-sqlite3 binds `?1` by its name.
  const named = Object.fromEntries(params.map((value, index) => [index + 1, value]))
  const found = users.page(search, after, limit)
  assertSame(found.users, statement.all(named).slice(0, limit))
  const answer = { accounts: found.users.map(toAccount), next: found.next }
  const repeat = (work: () => unknown) => () => {
    for (let n = 0; n < calls; n += 1) work()
  }
  const times = await takeTurns(rounds, {
    ours: repeat(() => users.page(search, after, limit)),
    theirs: repeat(() => statement.all(named)),
    trip: repeat(() => structuredClone(answer)),
  })
  return [
    row(name, times.ours, times.theirs, 'µs', 'better-sqlite3', calls),
    row(`round trip of ${name}`, times.trip, null, 'µs', '-', calls),
  ]
}

/** The SQL that `users.page` runs: read from its call, so that it is never a copy. */
function statementOf(database: Database, search: string, after: string | null, limit: number) {
  const calls: { sql: string; params: readonly SqlValue[] }[] = []
  const all: Database['all'] = (sql, params = []) => {
    calls.push({ sql, params })
    return database.all(sql, params)
  }
  createUsers({ ...database, all }).page(search, after, limit)
  const [call] = calls
  if (!call || calls.length > 1) throw new Error(`users.page ran ${calls.length} statements, not one`)
  return call
}

function assertSame(ours: User[], theirs: unknown[]): void {
  const emails = (rows: unknown[]) => JSON.stringify((rows as { email: string }[]).map(({ email }) => email))
  if (ours.length === 0 || emails(ours) !== emails(theirs)) throw new Error('the two stores found different accounts')
}

function middleOf(database: NativeDatabase): string {
  const sql = 'SELECT email FROM users ORDER BY email LIMIT 1 OFFSET (SELECT count(*) / 2 FROM users)'
  return (database.prepare(sql).get() as { email: string }).email
}

function toAccount({ id, email, displayName, role, state, createdAt, lastLogInAt, totpSecret }: User): Account {
  return {
    id,
    email,
    displayName: displayName ?? email,
    role,
    state,
    createdAt,
    lastLogInAt,
    twoFactor: totpSecret !== null,
  }
}
