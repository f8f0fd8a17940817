import type { SessionEnded } from '../../preload/contract'
import type { Progress } from '../../preload/desktop'
import type { Clock } from '../auth/clock'
import type { Random } from '../auth/secrets'
import type { CallDeps } from '../calls/call'
import type { Log } from '../calls/call'
import type { DatabaseHandle } from '../database/database-handle'
import type { FileSystem } from '../database/engine/file-system'
import type { StoreLimits } from '../database/engine/limits'
import type { DatabaseWorker } from '../database/worker/database-worker'
import type { Policy } from '../policy'
import type { Age } from './age'

/** Dependencies of backup, restore and import, injected. */
export type TransferDeps = {
  accounts: CallDeps
  store: DatabaseHandle
  /** The data folder. */
  folder: string
  fs: FileSystem
  worker: DatabaseWorker
  age: Age
  /** The version of this app; each backup records it. */
  version: string
  /** Larger files than its `readMaxBytes` are not read. */
  storeLimits: StoreLimits
  policy: Policy
  onProgress: (progress: Progress) => void
  /** A restore ended the session of the window. */
  onSessionEnded: (ended: SessionEnded) => void
  clock: Clock
  random: Random
  log: Log
}
