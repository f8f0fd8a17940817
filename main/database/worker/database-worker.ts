import type { Worker, WorkerOptions } from 'node:worker_threads'
import type { DatabaseDeps } from '../api'
import { StorageError } from '../engine/storage-error'
import type { JobData, JobReply } from './job-worker'
import type { JobName, Jobs } from './jobs'

/**
 * Runs jobs on the bytes of files off the main thread. Files come from anywhere: one can hang
 * SQLite for ever, or read as far more than the memory. So every job has a thread of its own, which
 * ends with it.
 */
export type DatabaseWorker = {
  /**
   * Rejects with JobStopped after the time limit, at the memory limit and when `signal` aborts, and
   * with StorageError if the job threw one.
   */
  run<K extends JobName>(name: K, input: Jobs[K]['input'], options?: JobOptions<K>): Promise<Jobs[K]['output']>
}

export type JobOptions<K extends JobName> = {
  /** Receives what the job reports before its answer, in order. */
  onReport?: (report: Jobs[K]['report']) => void
  signal?: AbortSignal
}

/** A job that was ended from outside, and why. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped'
  constructor(readonly why: 'tooLong' | 'tooLarge' | 'cancelled') {
    super(`a job on a file was stopped: ${why}`)
  }
}

export type DatabaseWorkerDeps = {
  /** Creates a thread on the built `main/database/worker/job-worker.ts` with these options. */
  createWorker: (options: WorkerOptions) => Worker
  /** The bytes of `sql-wasm.wasm`. */
  wasm: () => Promise<Uint8Array>
  jobLimitMs: number
}

/** JavaScript values only. SQLite's own memory ends at the 2 GiB that sql.js was compiled with. */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 64 }

export function createDatabaseWorker({ createWorker, wasm, jobLimitMs }: DatabaseWorkerDeps): DatabaseWorker {
  return {
    async run<K extends JobName>(name: K, input: Jobs[K]['input'], { onReport, signal }: JobOptions<K> = {}) {
      const workerData: JobData = { wasm: await wasm(), name, input }
      const worker = createWorker({ workerData, resourceLimits })
      return new Promise<Jobs[K]['output']>((resolve, reject) => {
        const stop = (why: JobStopped['why']) => () => reject(new JobStopped(why))
        const limit = setTimeout(stop('tooLong'), jobLimitMs)
        const onAbort = stop('cancelled')
        if (signal?.aborted) onAbort()
        signal?.addEventListener('abort', onAbort)
        worker.on('message', (reply: JobReply) => {
          if ('report' in reply) onReport?.(reply.report as Jobs[K]['report'])
          else if ('output' in reply) resolve(reply.output as Jobs[K]['output'])
          else reject(toError(reply.error))
        })
        worker.on('error', (error) => reject(isOutOfMemory(error) ? new JobStopped('tooLarge') : error))
        worker.on('exit', () => {
          clearTimeout(limit)
          signal?.removeEventListener('abort', onAbort)
          reject(new Error('The database worker ended'))
        })
      }).finally(() => void worker.terminate())
    },
  }
}

/**
 * Judges a store in the worker. A file that stops the worker is left alone: it may be honest, and
 * only too large for this computer.
 */
export const createInspect =
  (worker: DatabaseWorker): DatabaseDeps['inspect'] =>
  (bytes, migrations) =>
    worker.run('inspectStore', { bytes, migrations }).catch((error: unknown) => {
      throw error instanceof JobStopped ? new StorageError('corrupt', error.message, { cause: error }) : error
    })

function toError({ message, reason }: { message: string; reason: StorageError['reason'] | null }): Error {
  if (reason) return new StorageError(reason, message)
  return /out of memory/i.test(message) ? new JobStopped('tooLarge') : new Error(message)
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
