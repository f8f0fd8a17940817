import { StorageError } from '../../database/engine/storage-error'
import type { Log } from '../call'

/**
 * Runs work whose result no caller waits for. If the store fails, it logs the reason; the next call
 * reports the failure.
 */
export function logStorageErrors(log: Log, doing: string, run: () => void): void {
  try {
    run()
  } catch (error) {
    if (!(error instanceof StorageError)) throw error
    log('store failed', { doing, reason: error.reason })
  }
}
