import type { DatabaseDeps, OpenedDatabase } from './api'
import { createMaintenance } from './engine/maintenance'
import { openStore } from './engine/open-store'
import { createTransactions } from './engine/transactions'

/** Opens the store in a folder, making it at the first run, and recovers what a crash left. Throws StorageError. */
export async function openDatabase(deps: DatabaseDeps): Promise<OpenedDatabase> {
  const { store, notice } = await openStore(deps)
  return { notice, ...createTransactions(store), ...createMaintenance(store), copy: () => store.connection.export() }
}
