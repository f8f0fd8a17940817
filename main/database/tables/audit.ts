import { auditActs, type AuditAct, type AuditEntry } from '../../../preload/contract'
import type { Database, SqlValue } from '../api'
import { nextId } from './users'

/**
 * Who acted and on whom, by email: the accounts may be gone. `actor` is null for Latchkey itself.
 */
export type AuditedAct = { at: number; act: AuditAct; actor: string | null; target: string | null }

/** What owners did, and what happened to accounts. Rows are only added, and pruned by age. */
export type AuditStore = {
  add(act: AuditedAct): void
  /** Newest first, those before an id. `next` is the last id of the page, null on the last page. */
  page(before: number | null, limit: number): { entries: AuditEntry[]; next: number | null }
  pruneBefore(at: number): void
  removeAll(): void
}

export function createAudit(database: Database): AuditStore {
  return {
    add: ({ at, act, actor, target }) =>
      database.transaction(() => {
        const row = [nextId(database, 'audit'), at, act, actor, target]
        database.run('INSERT INTO audit (id, at, act, actor, target) VALUES (?, ?, ?, ?, ?)', row)
      }),
    page(before, limit) {
      const rows = database.all('SELECT id, at, act, actor, target FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?', [
        before ?? Number.MAX_SAFE_INTEGER,
        limit + 1,
      ])
      const page = rows.slice(0, limit)
      return { entries: page.flatMap(toEntry), next: rows.length > limit ? Number(page.at(-1)?.[0]) : null }
    },
    pruneBefore: (at) =>
      database.transaction(() => {
        if (database.get('SELECT 1 FROM audit WHERE at < ? LIMIT 1', [at]))
          database.run('DELETE FROM audit WHERE at < ?', [at])
      }),
    removeAll: () => database.transaction(() => void database.run('DELETE FROM audit')),
  }
}

/** Skips a row with an unknown act, which only an edit by hand can produce. */
function toEntry([id, at, act, actor, target]: SqlValue[]): AuditEntry[] {
  const known = auditActs.find((name) => name === act)
  const text = (value: SqlValue | undefined) => (typeof value === 'string' ? value : null)
  return known ? [{ id: Number(id), at: Number(at), act: known, actor: text(actor), target: text(target) }] : []
}
