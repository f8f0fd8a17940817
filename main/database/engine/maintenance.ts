import { checkpointWithRetry } from './checkpoint'
import type { OpenedDatabase } from '../api'
import { closeEngine, isUpToDate } from './engine-state'
import { fileStatus, snapshotName } from './files'
import { sameFile } from './snapshot'
import type { EngineState } from './engine-state'
import { toStorageError } from './storage-error'

/** Checkpoints at idle and at quit, when no caller waits. */
export function createMaintenance(
  state: EngineState,
): Pick<OpenedDatabase, 'checkpointDue' | 'checkpoint' | 'settled' | 'discard' | 'close'> {
  let running: Promise<void> | null = null
  let lastFailed = false

  const tryOnce = async (): Promise<void> => {
    if (state.closed || isUpToDate(state)) return
    lastFailed = true
    try {
      await checkpointWithRetry(state)
      lastFailed = false
    } catch (error) {
      state.log('checkpoint failed', { reason: toStorageError(error, 'a checkpoint').reason, error: String(error) })
    }
  }
  const checkpoint = (): Promise<void> => {
    running ??= tryOnce().finally(() => (running = null))
    return running
  }
  return {
    checkpointDue: () =>
      !state.closed &&
      (lastFailed || state.poisoned !== null || (state.journal?.size() ?? 0) > state.limits.journalDueBytes),
    checkpoint,
    settled: () => running ?? Promise.resolve(),
    discard: () => {
      closeEngine(state)
      const status = fileStatus(state.folder, snapshotName)
      return status === null || sameFile(status, state.snapshot?.status ?? null)
    },
    close: async () => {
      await running
      await checkpoint()
      closeEngine(state)
    },
  }
}
