import { checkpointPatiently } from './checkpoint'
import type { OpenedDatabase } from './database'
import { closeStore, isUpToDate } from './store'
import type { Store } from './store'
import { toStorageError } from './storage-error'

/** What the store does when nobody waits for it. */
export function createUpkeep(store: Store): Pick<OpenedDatabase, 'checkpointDue' | 'checkpoint' | 'close'> {
  let running: Promise<void> | null = null

  const checkpoint = (): Promise<void> => {
    if (store.closed || isUpToDate(store)) return Promise.resolve()
    store.busy = true
    return checkpointPatiently(store)
      .catch((error: unknown) => {
        store.log('checkpoint failed', { reason: toStorageError(error, 'a checkpoint').reason, error: String(error) })
      })
      .finally(() => {
        store.busy = false
        running = null
      })
  }
  return {
    checkpointDue: () => !store.closed && (store.journal?.size() ?? 0) > store.limits.journalDueBytes,
    checkpoint: () => (running ??= checkpoint()),
    close: async () => {
      await running
      await checkpoint()
      closeStore(store)
    },
  }
}
