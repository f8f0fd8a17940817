import type { BackupCodeStore } from '../../auth/two-factor'
import type { Database } from '../api'

/** The backup_codes table: SHA-256 of the unused codes. Bounded: ten per account. */
export function createBackupCodes(database: Database): BackupCodeStore {
  const removeAllOf = (userId: number) =>
    database.transaction(() => void database.run('DELETE FROM backup_codes WHERE user_id = ?', [userId]))
  return {
    count: (userId) => Number(database.get('SELECT count(*) FROM backup_codes WHERE user_id = ?', [userId])?.[0] ?? 0),
    has: (userId, codeHash) =>
      database.get('SELECT 1 FROM backup_codes WHERE user_id = ? AND code_hash = ?', [userId, codeHash]) !== undefined,
    consume: (userId, codeHash) =>
      database.transaction(
        () => database.run('DELETE FROM backup_codes WHERE user_id = ? AND code_hash = ?', [userId, codeHash]) === 1,
      ),
    replaceAll: (userId, codeHashes) =>
      database.transaction(() => {
        removeAllOf(userId)
        for (const codeHash of codeHashes) {
          database.run('INSERT INTO backup_codes (user_id, code_hash) VALUES (?, ?)', [userId, codeHash])
        }
      }),
    removeAllOf,
  }
}
