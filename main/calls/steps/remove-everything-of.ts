import type { Deps } from '../call'

/**
 * Removes an account with its counters, activity and codes, so that no later account inherits them.
 * The last account takes the audit, the codes and the closed registration with it: the next
 * account starts anew. Inside a transaction only.
 */
export function removeEverythingOf({ tables }: Deps<'tables'>, id: number): void {
  tables.attempts.removeAllOf(id)
  tables.events.removeAllOf(id)
  tables.backupCodes.removeAllOf(id)
  tables.issuedCodes.removeIssuedBy(id)
  tables.issuedCodes.removeForUser(id)
  tables.users.removeUser(id)
  if (tables.users.hasUsers()) return
  tables.audit.removeAll()
  tables.issuedCodes.removeAll()
  tables.registration.setMode('open')
}
