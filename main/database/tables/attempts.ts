import type { AttemptKind, AttemptStore } from '../../auth/attempt-throttle'
import type { Database } from '../api'

/** The attempts table: failures per account and kind. Bounded: one row per account and kind. */
export function createAttempts(database: Database): AttemptStore & { removeAllOf(userId: number): void } {
  return {
    read(userId, kind) {
      const row = database.get('SELECT count, last_at FROM attempts WHERE user_id = ? AND kind = ?', [userId, kind])
      return row ? { count: Number(row[0]), lastAt: Number(row[1]) } : null
    },
    write: (userId, kind, { count, lastAt }) =>
      database.transaction(() => {
        database.run('INSERT OR REPLACE INTO attempts (user_id, kind, count, last_at) VALUES (?, ?, ?, ?)', [
          userId,
          kind,
          count,
          lastAt,
        ])
      }),
    clear: (userId: number, kind: AttemptKind) =>
      database.transaction(
        () => void database.run('DELETE FROM attempts WHERE user_id = ? AND kind = ?', [userId, kind]),
      ),
    removeAllOf: (userId) =>
      database.transaction(() => void database.run('DELETE FROM attempts WHERE user_id = ?', [userId])),
  }
}
