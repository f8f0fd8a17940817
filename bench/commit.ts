import { closeSync, fdatasyncSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'
import { readFileSync } from 'node:fs'
import { createUsers } from '../main/database/tables/users'
import { row, takeTurns } from './measure'
import type { Row } from './measure'
import { openPair, sessionOf, walkThrough } from './stores'

/**
 * Durable updates, one at a time and twenty in a row: the app's own function against three other
 * ways to store them.
 */
export async function benchCommit(folder: string, accounts: number, rounds: number): Promise<Row[]> {
  const { ours, theirs } = await openPair(folder)
  const users = createUsers(ours)
  const update = theirs.prepare('UPDATE users SET session_id = ?, session_last_used_at = ? WHERE id = ?')
  const idOf = walkThrough(accounts)
  const appended = appendOnly(join(folder, 'append'))
  const whole = await wholeFile(folder)
  let n = 0
  const commitOurs = (): void => {
    const id = idOf((n += 1))
    users.updateUser(id, { sessionId: sessionOf(id, n), sessionLastUsedAt: n })
  }
  const commitTheirs = (): void => {
    const id = idOf((n += 1))
    update.run(sessionOf(id, n), n, id)
  }
  const single = await takeTurns(rounds, { ours: commitOurs, theirs: commitTheirs, append: appended.commit })
  const blocks = await takeTurns(Math.ceil(rounds / 20), { ours: twenty(commitOurs), theirs: twenty(commitTheirs) })
  const few = await takeTurns(Math.max(5, Math.ceil(rounds / 40)), { ours: commitOurs, whole: whole.commit })
  const name = (what: string): string => `${what}, ${accounts.toLocaleString('en')} accounts`
  await ours.close()
  theirs.close()
  appended.close()
  whole.close()
  return [
    row(name('commit'), single.ours, single.theirs, 'µs', 'better-sqlite3 WAL FULL'),
    row(name('commit'), single.ours, single.append, 'µs', 'bare append + fdatasync'),
    row(name('commit'), few.ours, few.whole, 'µs', 'whole-file export'),
    row(name('commit back to back'), blocks.ours, blocks.theirs, 'µs', 'better-sqlite3 WAL FULL', 20),
  ]
}

const twenty = (work: () => void) => () => {
  for (let n = 0; n < 20; n += 1) work()
}

type Contender = { commit: () => void; close: () => void }

/** The lower bound: appends as many bytes as our record has to a file and syncs it. */
function appendOnly(file: string): Contender {
  const fd = openSync(file, 'w')
  const bytes = Buffer.alloc(250, 1)
  const commit = (): void => {
    writeSync(fd, bytes)
    fdatasyncSync(fd)
  }
  return { commit, close: () => closeSync(fd) }
}

/** The common way to use sql.js: every change writes the whole database into a new file. */
async function wholeFile(folder: string): Promise<Contender> {
  const { Database } = await initSqlJs()
  const database = new Database(readFileSync(join(folder, 'accounts.db')))
  const file = join(folder, 'whole')
  let n = 0
  const commit = (): void => {
    database.run('UPDATE users SET session_last_used_at = ? WHERE id = 1', [(n += 1)])
    const fd = openSync(`${file}.tmp`, 'w')
    writeSync(fd, database.export())
    fsyncSync(fd)
    closeSync(fd)
    renameSync(`${file}.tmp`, file)
  }
  return { commit, close: () => database.close() }
}
