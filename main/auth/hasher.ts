import type { Worker } from 'node:worker_threads'
import type { HashJob, HashReply } from './password-worker'

/** bcrypt off the calling thread. */
export type Hasher = {
  /**
   * Queues the job. Rejects with HasherBusy if the queue is full, with HashingHung after the limit.
   */
  hash(password: string, cost: number): Promise<string>
  compare(password: string, hash: string): Promise<boolean>
  /** Whether the next job would be refused. */
  isFull(): boolean
  close(): Promise<void>
}

/** The queue is full; the job was not run. */
export class HasherBusy extends Error {
  override readonly name = 'HasherBusy'
}

/** A job exceeded its time limit; its worker was terminated. */
export class HashingHung extends Error {
  override readonly name = 'HashingHung'
}

export type HasherDeps = { createWorker: () => Worker; jobLimitMs: number; queueMax: number }

type Queued = { job: HashJob; resolve: (value: string | boolean) => void; reject: (error: Error) => void }

/**
 * One worker thread with a queue. On the main thread, a comparison would block the window for
 * 100 ms at a time, because the asynchronous functions of bcryptjs yield only every 100 ms. The
 * worker starts before its first job, and is replaced if it dies or hangs.
 */
export function createHasher({ createWorker, jobLimitMs, queueMax }: HasherDeps): Hasher {
  const queue: Queued[] = []
  let closed = false
  let worker: Worker | null = start()
  let limit: NodeJS.Timeout | undefined

  function start(): Worker {
    const started = createWorker()
    started.unref()
    started.on('message', (reply: HashReply) => started === worker && settle(reply))
    started.on('error', (error) => started === worker && replace(error))
    started.on('exit', () => started === worker && replace(new Error('The hashing worker ended')))
    return started
  }

  function submit(job: HashJob): Promise<string | boolean> {
    if (closed || queue.length > queueMax) return Promise.reject(new HasherBusy())
    return new Promise((resolve, reject) => {
      queue.push({ job, resolve, reject })
      if (queue.length === 1) runFirst()
    })
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

  function settle(reply: HashReply): void {
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
    hash: (password, cost) => submit({ kind: 'hash', password, cost }).then(String),
    compare: (password, hash) => submit({ kind: 'compare', password, hash }).then((matches) => matches === true),
    isFull: () => queue.length > queueMax,
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
