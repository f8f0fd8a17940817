import type { ScryptParameters } from './password-worker'
import { createWorkerQueue, type WorkerQueueDeps } from './worker-queue'

/** bcrypt and scrypt off the calling thread. */
export type Hasher = {
  /**
   * Each queues a job. Rejects with HasherBusy if the queue is full, with HashingHung after the
   * limit.
   */
  hash(password: string, cost: number): Promise<string>
  compare(password: string, hash: string): Promise<boolean>
  /** 32 bytes derived with scrypt (RFC 7914). */
  deriveKey(secret: Uint8Array, salt: Uint8Array, parameters: ScryptParameters): Promise<Uint8Array>
  /** Whether the next job would be refused. */
  isFull(): boolean
  close(): Promise<void>
}

/**
 * Two worker threads with a queue each, so that bcrypt and scrypt of one log-in run side by side.
 * On the main thread, a comparison would block the window for 100 ms at a time, because the
 * asynchronous functions of bcryptjs yield only every 100 ms.
 */
export function createHasher(deps: WorkerQueueDeps): Hasher {
  const bcrypt = createWorkerQueue(deps)
  const scrypt = createWorkerQueue(deps)
  bcrypt.warmUp()
  return {
    hash: (password, cost) => bcrypt.run({ kind: 'hash', password, cost }).then(String),
    compare: (password, hash) => bcrypt.run({ kind: 'compare', password, hash }).then((matches) => matches === true),
    deriveKey: async (secret, salt, parameters) => {
      const key = await scrypt.run({ kind: 'deriveKey', secret, salt, ...parameters })
      if (!(key instanceof Uint8Array)) throw new TypeError('scrypt returned no key')
      return key
    },
    isFull: () => bcrypt.isFull() || scrypt.isFull(),
    async close() {
      await Promise.all([bcrypt.close(), scrypt.close()])
    },
  }
}
