import { checkpointWithRetry } from './checkpoint'
import type { OpenedDatabase } from '../api'
import { closeEngine, isUpToDate } from './engine-state'
import type { EngineState } from './engine-state'
import { toStorageError } from './storage-error'

/** What the store does when nobody waits for it. */
export function createMaintenance(store: EngineState): Pick<OpenedDatabase, 'checkpointDue' | 'checkpoint' | 'close'> {
  let running: Promise<void> | null = null
  let lastFailed = false

  const tryOnce = async (): Promise<void> => {
    if (store.closed || isUpToDate(store)) return
    store.busy = true
    lastFailed = true
    try {
      await checkpointWithRetry(store)
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
      (lastFailed || store.poisoned !== null || (store.journal?.size() ?? 0) > store.limits.journalDueBytes),
    checkpoint,
    close: async () => {
      await running
      await checkpoint()
      closeEngine(store)
    },
  }
}
