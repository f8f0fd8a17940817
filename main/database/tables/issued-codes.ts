import type { Database, SqlValue } from '../api'
import { nextId } from './users'

/** A code that an owner issued. Only its SHA-256 is stored. */
export type StoredCode = {
  id: number
  purpose: 'invite' | 'reset'
  /** The account of a reset code. */
  userId: number | null
  turnsOffTwoFactor: boolean
  issuedBy: number
  /** Wall time, for display. */
  issuedAt: number
  /** Steady time (auth/clock.ts). */
  expiresAt: number
}

export type IssuedCodeStore = {
  add(codeHash: string, code: Omit<StoredCode, 'id'>): void
  find(codeHash: string): StoredCode | null
  findById(id: number): StoredCode | null
  /** Newest first. */
  all(): StoredCode[]
  /** Returns whether it was there. */
  remove(id: number): boolean
  removeIssuedBy(userId: number): void
  removeForUser(userId: number): void
  removeAll(): void
}

const columns = 'id, purpose, user_id, turns_off_two_factor, issued_by, issued_at, expires_at'

export function createIssuedCodes(database: Database): IssuedCodeStore {
  const first = (where: string, value: SqlValue) => {
    const row = database.get(`SELECT ${columns} FROM issued_codes WHERE ${where}`, [value])
    return row ? toCode(row) : null
  }
  const removeWhere = (where: string, value: SqlValue) =>
    database.transaction(() => database.run(`DELETE FROM issued_codes WHERE ${where}`, [value]))
  return {
    add: (codeHash, { purpose, userId, turnsOffTwoFactor, issuedBy, issuedAt, expiresAt }) =>
      database.transaction(() => {
        const id = nextId(database, 'issued_codes')
        const row = [id, codeHash, purpose, userId, Number(turnsOffTwoFactor), issuedBy, issuedAt, expiresAt]
        database.run(
          `INSERT INTO issued_codes (id, code_hash, purpose, user_id, turns_off_two_factor, issued_by, issued_at, expires_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          row,
        )
      }),
    find: (codeHash) => first('code_hash = ?', codeHash),
    findById: (id) => first('id = ?', id),
    all: () => database.all(`SELECT ${columns} FROM issued_codes ORDER BY id DESC`).map(toCode),
    remove: (id) => removeWhere('id = ?', id) === 1,
    removeIssuedBy: (userId) => void removeWhere('issued_by = ?', userId),
    removeForUser: (userId) => void removeWhere('user_id = ?', userId),
    removeAll: () => database.transaction(() => void database.run('DELETE FROM issued_codes')),
  }
}

function toCode([id, purpose, userId, turnsOff, issuedBy, issuedAt, expiresAt]: SqlValue[]): StoredCode {
  return {
    id: Number(id),
    purpose: purpose === 'reset' ? 'reset' : 'invite',
    userId: typeof userId === 'number' ? userId : null,
    turnsOffTwoFactor: turnsOff === 1,
    issuedBy: Number(issuedBy),
    issuedAt: Number(issuedAt),
    expiresAt: Number(expiresAt),
  }
}
