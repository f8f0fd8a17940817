import type { DatabaseDeps, OpenedDatabase } from './api'
import { copyInBackground } from './engine/copy'
import { createMaintenance } from './engine/maintenance'
import { openStore } from './engine/open-store'
import { createTransactions } from './engine/transactions'

/**
 * Opens the store in a folder. Creates it at the first run; recovers from a crash. Throws
 * StorageError.
 */
export async function openDatabase(deps: DatabaseDeps): Promise<OpenedDatabase> {
  const { state, notice } = await openStore(deps)
  return {
    notice,
    ...createTransactions(state),
    ...createMaintenance(state),
    position: () => state.position,
    timelineId: () => state.timelineId,
    isPoisoned: () => state.poisoned !== null,
    copy: () => copyInBackground(state),
  }
}
