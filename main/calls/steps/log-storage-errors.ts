import { StorageError } from '../../database/engine/storage-error'
import type { Log } from '../call'

/** For what nobody waits for an answer of: a store that fails is written to the log, and met again by the next call. */
export function despiteStore(log: Log, doing: string, run: () => void): void {
  try {
    run()
  } catch (error) {
    if (!(error instanceof StorageError)) throw error
    log('store failed', { doing, reason: error.reason })
  }
}
