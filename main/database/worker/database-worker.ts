import type { Worker, WorkerOptions } from 'node:worker_threads'
import type { EngineJobs } from '../api'
import { StorageError } from '../engine/storage-error'
import { wholeBuffers } from './buffers'
import type { Job, JobReply } from './job-worker'
import type { JobName, Jobs } from './jobs'

/**
 * Runs jobs on the bytes of files off the main thread. Files come from anywhere: one can hang
 * SQLite for ever, or read as far more than the memory. So no two jobs share a thread at once, and
 * a thread that a job does not leave is ended.
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

/**
 * A thread ends this long after its last job, which frees its memory. Not at once: Node before
 * 22.13 can wait for ever for a thread that ends while its WebAssembly is still being optimised
 * (nodejs/node 54918).
 */
const idleMs = 10_000

export function createDatabaseWorker({ createWorker, wasm, jobLimitMs }: DatabaseWorkerDeps): DatabaseWorker {
  const idle: Worker[] = []

  function rest(worker: Worker): void {
    worker.unref()
    idle.push(worker)
    setTimeout(() => {
      const at = idle.indexOf(worker)
      if (at < 0) return
      idle.splice(at, 1)
      void worker.terminate()
    }, idleMs).unref()
  }

  return {
    async run<K extends JobName>(name: K, input: Jobs[K]['input'], { onReport, signal }: JobOptions<K> = {}) {
      const job: Job = { wasm: await wasm(), name, input }
      const worker = idle.pop() ?? createWorker({ resourceLimits })
      worker.ref()
      return new Promise<Jobs[K]['output']>((resolve, reject) => {
        const onAbort = () => reject(new JobStopped('cancelled'))
        const stop = () => {
          reject(new JobStopped('tooLong'))
          end()
          void worker.terminate()
        }
        const onMessage = (reply: JobReply) => {
          if ('report' in reply) {
            if (!signal?.aborted) onReport?.(reply.report as Jobs[K]['report'])
            return
          }
          if ('output' in reply) resolve(reply.output as Jobs[K]['output'])
          else reject(toError(reply.error))
          end()
          rest(worker)
        }
        const onError = (error: Error) => {
          reject(isOutOfMemory(error) ? new JobStopped('tooLarge') : error)
        }
        const onExit = () => {
          reject(new Error('The database worker ended'))
          end()
        }
        /** A cancelled job runs to its end or its limit; only then is its thread free again. */
        const end = () => {
          clearTimeout(limit)
          signal?.removeEventListener('abort', onAbort)
          worker.off('message', onMessage).off('error', onError).off('exit', onExit)
        }
        const limit = setTimeout(stop, jobLimitMs)
        if (signal?.aborted) onAbort()
        signal?.addEventListener('abort', onAbort)
        worker.on('message', onMessage).on('error', onError).on('exit', onExit)
        worker.postMessage(job, ownedBuffers(input))
      })
    },
  }
}

/**
 * What a job may take instead of a copy: `current` was made for it. Other inputs are shared memory,
 * or used again later.
 */
function ownedBuffers(input: Jobs[JobName]['input']): ArrayBuffer[] {
  const current = 'current' in input ? input.current : null
  return current ? wholeBuffers({ current }) : []
}

/** What the engine has done by the worker. */
export function createEngineJobs(worker: DatabaseWorker): EngineJobs {
  return {
    // A file that stops the worker is left alone: it may be honest, and only too large for this
    // computer.
    inspect: (bytes, migrations) =>
      worker.run('inspectStore', { bytes, migrations }).catch((error: unknown) => {
        throw error instanceof JobStopped ? new StorageError('corrupt', error.message, { cause: error }) : error
      }),
    replayOnto: (source) => worker.run('replayOnto', source),
  }
}

function toError({ message, reason }: { message: string; reason: StorageError['reason'] | null }): Error {
  if (reason) return new StorageError(reason, message)
  return /out of memory/i.test(message) ? new JobStopped('tooLarge') : new Error(message)
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
