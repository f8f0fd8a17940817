/** The worker of hasher.ts: runs one bcrypt job at a time, off the main thread. */
import { parentPort } from 'node:worker_threads'
import { compareSync, hashSync } from 'bcryptjs'

export type HashJob =
  { kind: 'hash'; password: string; cost: number } | { kind: 'compare'; password: string; hash: string }
export type HashReply = { value: string | boolean } | { error: string }

parentPort?.on('message', (job: HashJob) => parentPort?.postMessage(run(job)))

function run(job: HashJob): HashReply {
  try {
    return { value: job.kind === 'hash' ? hashSync(job.password, job.cost) : compareSync(job.password, job.hash) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'bcrypt failed' }
  }
}
