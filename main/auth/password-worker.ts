/** A worker of hasher.ts: runs one bcrypt or scrypt job at a time, off the main thread. */
import { scryptSync } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { compareSync, hashSync } from 'bcryptjs'

/** RFC 7914; `log2N` is the base-2 logarithm of the cost N. */
export type ScryptParameters = { log2N: number; r: number; p: number }

export type PasswordJob =
  | { kind: 'hash'; password: string; cost: number }
  | { kind: 'compare'; password: string; hash: string }
  | ({ kind: 'deriveKey'; secret: Uint8Array; salt: Uint8Array } & ScryptParameters)
export type PasswordReply = { value: string | boolean | Uint8Array } | { error: string }

parentPort?.on('message', (job: PasswordJob) => parentPort?.postMessage(reply(job)))

function reply(job: PasswordJob): PasswordReply {
  try {
    return { value: run(job) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'hashing failed' }
  }
}

function run(job: PasswordJob): string | boolean | Uint8Array {
  switch (job.kind) {
    case 'hash':
      return hashSync(job.password, job.cost)
    case 'compare':
      return compareSync(job.password, job.hash)
    case 'deriveKey':
      return scryptSync(job.secret, job.salt, 32, { N: 2 ** job.log2N, r: job.r, p: job.p })
  }
}
