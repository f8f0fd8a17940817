import { checkpointPatiently } from './checkpoint'
import type { OpenedDatabase } from '../api'
import { closeStore, isUpToDate } from './engine-state'
import type { Store } from './engine-state'
import { toStorageError } from './storage-error'

/** What the store does when nobody waits for it. */
export function createUpkeep(store: Store): Pick<OpenedDatabase, 'checkpointDue' | 'checkpoint' | 'close'> {
  let running: Promise<void> | null = null
  let lastFailed = false

  const tryOnce = async (): Promise<void> => {
    if (store.closed || isUpToDate(store)) return
    store.busy = true
    lastFailed = true
    try {
      await checkpointPatiently(store)
      lastFailed = false
    } catch (error) {
      store.log('checkpoint failed', { reason: toStorageError(error, 'a checkpoint').reason, error: String(error) })
    } finally {
      store.busy = false
    }
  }
  const checkpoint = (): Promise<void> => {
    running ??= tryOnce().finally(() => (running = null))
    return running
  }
  return {
    checkpointDue: () =>
      !store.closed &&
      (lastFailed || store.doubt !== null || (store.journal?.size() ?? 0) > store.limits.journalDueBytes),
    checkpoint,
    close: async () => {
      await running
      await checkpoint()
      closeStore(store)
    },
  }
}
