import type { Worker } from 'node:worker_threads'
import type { AgeJob, AgeReply } from './age-worker'

/** Encrypts files with a passphrase. The format is open: the `age` program reads them too. */
export type Age = {
  encrypt(bytes: Uint8Array, passphrase: string): Promise<Uint8Array>
  /** Refuses with `passphrase` if it is wrong, with `damaged` if the file has been changed. */
  decrypt(bytes: Uint8Array, passphrase: string): Promise<AgeReply>
}

export type AgeDeps = { createWorker: () => Worker; jobLimitMs: number }

const magic = Buffer.from('age-encryption.org/v1\n', 'latin1')

export function isAgeFile(bytes: Uint8Array): boolean {
  return magic.equals(bytes.subarray(0, magic.length))
}

/**
 * Starts a worker per job: jobs are rare, and deriving the key takes a second and 256 MB by design.
 * Rejects when a job exceeds `jobLimitMs`.
 */
export function createAge({ createWorker, jobLimitMs }: AgeDeps): Age {
  function run(job: AgeJob): Promise<AgeReply> {
    const worker = createWorker()
    return new Promise<AgeReply>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error('The age worker took too long')), jobLimitMs)
      limit.unref()
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('The age worker ended')))
      worker.postMessage(job)
    }).finally(() => void worker.terminate())
  }
  return {
    async encrypt(bytes, passphrase) {
      const reply = await run({ kind: 'encrypt', bytes, passphrase })
      if ('bytes' in reply) return reply.bytes
      throw new Error('age could not encrypt')
    },
    decrypt: (bytes, passphrase) => run({ kind: 'decrypt', bytes, passphrase }),
  }
}
