import { createUsers } from '../main/database/tables/users'
import { round, row, summary, takeTurns } from './measure'
import type { Row } from './measure'
import { withoutSyncs } from '../tests/support/store'
import { emailOf, nativeFile, openOurs, openPair, sessionOf, walkThrough } from './stores'
import type { createFolders } from './stores'
import { openNative } from './peers'

type Folders = ReturnType<typeof createFolders>

/**
 * Opens a store up to the first lookup, after a clean exit and after a crash with a full journal.
 * Also measures the checkpoint.
 */
export async function benchOpen(folders: Folders, filled: string, accounts: number, rounds: number): Promise<Row[]> {
  const name = (what: string): string => `${what}, ${accounts.toLocaleString('en')} accounts`
  const { full, records } = await fillJournals(folders, filled, accounts)
  const afterExit = await turnsOfOpening(folders, filled, accounts, rounds)
  const afterCrash = await turnsOfOpening(folders, full, accounts, rounds)
  const replay = summary(afterCrash.ours.all.map((ms) => records / Math.max(ms - afterExit.ours.median, 0.1)))
  const checkpoint = await turnsOfCheckpoint(folders.copy(filled), accounts, rounds)
  return [
    row(name('open, journal empty'), afterExit.ours, afterExit.theirs, 'ms', 'better-sqlite3'),
    row(name(`open, journal full (${records} records)`), afterCrash.ours, afterCrash.theirs, 'ms', 'better-sqlite3'),
    { ...row(name('replay'), replay, null, 'ms', '-'), ours: round(replay.median * 1000), unit: 'records/s' },
    row(name('checkpoint'), checkpoint.ours, checkpoint.theirs, 'ms', 'better-sqlite3 wal_checkpoint'),
  ]
}

async function turnsOfOpening(folders: Folders, folder: string, accounts: number, rounds: number) {
  const copies = Array.from({ length: rounds }, () => folders.copy(folder))
  const close: (() => unknown)[] = []
  const times = await takeTurns(rounds, {
    ours: async (round: number) => {
      const store = await openOurs(copies[round] ?? '')
      createUsers(store).findUserBy({ email: emailOf(accounts) })
      close.push(() => store.close())
    },
    theirs: (round: number) => {
      const database = openNative(nativeFile(copies[round] ?? ''))
      database.prepare('SELECT * FROM users WHERE email = ?').get(emailOf(accounts))
      close.push(() => database.close())
    },
  })
  for (const closeOne of close) await closeOne()
  return times
}

/**
 * Fills our journal to its limit and makes the same updates in the WAL of theirs. The copy of both
 * is as after a crash.
 */
async function fillJournals(
  folders: Folders,
  filled: string,
  accounts: number,
): Promise<{ full: string; records: number }> {
  const working = folders.copy(filled)
  const { ours, theirs } = await openPair(working, withoutSyncs())
  theirs.pragma('wal_autocheckpoint = 0')
  theirs.pragma('synchronous = OFF')
  const users = createUsers(ours)
  const update = theirs.prepare('UPDATE users SET session_id = ?, session_last_used_at = ? WHERE id = ?')
  const idOf = walkThrough(accounts)
  let records = 0
  while (!ours.checkpointDue()) {
    const id = idOf((records += 1))
    users.updateUser(id, { sessionId: sessionOf(id, records), sessionLastUsedAt: records })
    update.run(sessionOf(id, records), records, id)
  }
  const full = folders.copy(working)
  await ours.close()
  theirs.close()
  return { full, records }
}

async function turnsOfCheckpoint(folder: string, accounts: number, rounds: number) {
  const { ours, theirs } = await openPair(folder)
  const users = createUsers(ours)
  const update = theirs.prepare('UPDATE users SET session_id = ?, session_last_used_at = ? WHERE id = ?')
  const idOf = walkThrough(accounts)
  const change = (round: number): void => {
    for (let n = 0; n < 50; n += 1) {
      const id = idOf(round * 50 + n)
      users.updateUser(id, { sessionId: sessionOf(id, round * 50 + n + 1), sessionLastUsedAt: n })
      update.run(sessionOf(id, round * 50 + n + 1), n, id)
    }
  }
  const all: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] }
  for (let turn = 0; turn < rounds; turn += 1) {
    change(turn)
    const times = await takeTurns(1, {
      ours: () => ours.checkpoint(),
      theirs: () => theirs.pragma('wal_checkpoint(TRUNCATE)'),
    })
    all.ours.push(times.ours.median)
    all.theirs.push(times.theirs.median)
  }
  await ours.close()
  theirs.close()
  return { ours: summary(all.ours), theirs: summary(all.theirs) }
}
