import type { SqlValue } from '../api'

/** What `ensureOwner` needs of a database, in main or in the worker. */
type Sql = {
  get: (sql: string, params: readonly SqlValue[]) => SqlValue[] | undefined
  run: (sql: string, params: readonly SqlValue[]) => number
}

/**
 * Makes the active account with the lowest id an owner if there is no active owner: after the
 * migration, and after a change by hand. If all accounts are disabled, the lowest id becomes active
 * too. Its next log-in says so. Returns its email, or null if nothing changed. Inside a transaction
 * only.
 */
export function ensureOwner({ get, run }: Sql): string | null {
  if (get("SELECT 1 FROM users WHERE role = 'owner' AND state = 'active' LIMIT 1", [])) return null
  const [id = null, email = null] = get("SELECT id, email FROM users ORDER BY state = 'disabled', id LIMIT 1", []) ?? []
  if (id === null) return null
  run("UPDATE users SET role = 'owner', state = 'active', owner_notice = 1 WHERE id = ?", [id])
  return String(email)
}
