import type { Worker } from 'node:worker_threads'
import type { PasswordJob, PasswordReply } from './password-worker'

/** The queue is full; the job was not run. */
export class HasherBusy extends Error {
  override readonly name = 'HasherBusy'
}

/** A job exceeded its time limit; its worker was terminated. */
export class HashingHung extends Error {
  override readonly name = 'HashingHung'
}

export type WorkerQueueDeps = { createWorker: () => Worker; jobLimitMs: number; queueMax: number }

type Value = Extract<PasswordReply, { value: unknown }>['value']
type Queued = { job: PasswordJob; resolve: (value: Value) => void; reject: (error: Error) => void }

/** One worker thread that runs one job after the other. */
export type WorkerQueue = {
  /** Rejects with HasherBusy if the queue is full, with HashingHung after the limit. */
  run(job: PasswordJob): Promise<Value>
  /** Whether the next job would be refused. */
  isFull(): boolean
  /** Starts the worker before its first job. */
  warmUp(): void
  close(): Promise<void>
}

/** A worker that dies or hangs is replaced, and fails only the job that it was running. */
export function createWorkerQueue({ createWorker, jobLimitMs, queueMax }: WorkerQueueDeps): WorkerQueue {
  const queue: Queued[] = []
  let closed = false
  let worker: Worker | null = null
  let limit: NodeJS.Timeout | undefined

  function start(): Worker {
    const started = createWorker()
    started.unref()
    started.on('message', (reply: PasswordReply) => started === worker && settle(reply))
    started.on('error', (error) => started === worker && replace(error))
    started.on('exit', () => started === worker && replace(new Error('The hashing worker ended')))
    return started
  }

  function runFirst(): void {
    const first = queue[0]
    if (!first) {
      worker?.unref()
      return
    }
    worker ??= start()
    worker.ref()
    worker.postMessage(first.job)
    limit = setTimeout(() => replace(new HashingHung()), jobLimitMs)
  }

  function settle(reply: PasswordReply): void {
    clearTimeout(limit)
    const first = queue.shift()
    if ('error' in reply) first?.reject(new Error(reply.error))
    else first?.resolve(reply.value)
    runFirst()
  }

  // Only the next job starts a new worker: a worker that cannot start must not restart in a loop.
  function replace(reason: Error): void {
    clearTimeout(limit)
    const failed = worker
    worker = null
    void failed?.terminate()
    queue.shift()?.reject(reason)
    runFirst()
  }

  return {
    run(job) {
      if (closed || queue.length > queueMax) return Promise.reject(new HasherBusy())
      return new Promise((resolve, reject) => {
        queue.push({ job, resolve, reject })
        if (queue.length === 1) runFirst()
      })
    },
    isFull: () => queue.length > queueMax,
    warmUp() {
      worker ??= start()
    },
    async close() {
      closed = true
      clearTimeout(limit)
      for (const { reject } of queue.splice(0)) reject(new HasherBusy())
      const last = worker
      worker = null
      await last?.terminate()
    },
  }
}
