import { activityEvents, type ActivityEntry, type ActivityEvent } from '../../../preload/contract'
import type { Database, SqlValue } from '../api'
import { nextId } from './users'

export type EventOutcome = ActivityEntry['outcome']

/**
 * The audit trail: account, event, time and outcome; never a secret or typed input (ASVS 16.3.1,
 * 16.2.5). Rows are only added, except for pruning by age and removal with the account.
 */
export type EventStore = {
  add(userId: number, at: number, event: ActivityEvent, outcome: EventOutcome): void
  /** Newest first, those before an id. `next` is the last id of the page, null on the last page. */
  page(userId: number, before: number | null, limit: number): { entries: ActivityEntry[]; next: number | null }
  pruneBefore(at: number): void
  removeAllOf(userId: number): void
}

export function createEvents(database: Database): EventStore {
  return {
    add: (userId, at, event, outcome) =>
      database.transaction(() => {
        const row = [nextId(database, 'events'), userId, at, event, outcome]
        database.run('INSERT INTO events (id, user_id, at, event, outcome) VALUES (?, ?, ?, ?, ?)', row)
      }),
    page(userId, before, limit) {
      const rows = database.all(
        'SELECT id, at, event, outcome FROM events WHERE user_id = ? AND id < ? ORDER BY id DESC LIMIT ?',
        [userId, before ?? Number.MAX_SAFE_INTEGER, limit + 1],
      )
      const page = rows.slice(0, limit)
      return { entries: page.flatMap(toEntry), next: rows.length > limit ? Number(page.at(-1)?.[0]) : null }
    },
    pruneBefore: (at) =>
      database.transaction(() => {
        if (database.get('SELECT 1 FROM events WHERE at < ? LIMIT 1', [at]))
          database.run('DELETE FROM events WHERE at < ?', [at])
      }),
    removeAllOf: (userId) =>
      database.transaction(() => void database.run('DELETE FROM events WHERE user_id = ?', [userId])),
  }
}

/** Skips a row with an unknown event, which only an edit by hand can produce. */
function toEntry([id, at, event, outcome]: SqlValue[]): ActivityEntry[] {
  const known = activityEvents.find((name) => name === event)
  if (!known) return []
  return [{ id: Number(id), at: Number(at), event: known, outcome: outcome === 'done' ? 'done' : 'refused' }]
}
