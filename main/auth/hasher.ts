import type { Worker } from 'node:worker_threads'
import type { HashJob, HashReply } from './password-worker'

/** bcrypt somewhere else than on the calling thread. */
export type Hasher = {
  /** Waits for its turn. Rejects with HasherBusy when too many wait, with HashingHung when a job takes too long. */
  hash(password: string, cost: number): Promise<string>
  compare(password: string, hash: string): Promise<boolean>
  /** Whether one more job would be refused. */
  full(): boolean
  close(): Promise<void>
}

/** The queue is full: nothing was done. */
export class HasherBusy extends Error {
  override readonly name = 'HasherBusy'
}

/** A job took longer than any honest one; its worker was ended. */
export class HashingHung extends Error {
  override readonly name = 'HashingHung'
}

export type HasherDeps = { createWorker: () => Worker; jobLimitMs: number; queueMax: number }

type Queued = { job: HashJob; resolve: (value: string | boolean) => void; reject: (error: Error) => void }

/**
 * One worker thread with a queue in front: in the main thread a comparison would stall every window for 100 ms at a
 * time. The worker starts before it is needed, and is replaced when it dies or hangs.
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

  // The next worker is started by the next job only: one that cannot start must not be started over and over.
  function replace(reason: Error): void {
    clearTimeout(limit)
    const ended = worker
    worker = null
    void ended?.terminate()
    queue.shift()?.reject(reason)
    runFirst()
  }

  return {
    hash: (password, cost) => submit({ kind: 'hash', password, cost }).then(String),
    compare: (password, hash) => submit({ kind: 'compare', password, hash }).then((same) => same === true),
    full: () => queue.length > queueMax,
    async close() {
      closed = true
      clearTimeout(limit)
      for (const { reject } of queue.splice(0)) reject(new HasherBusy())
      const ended = worker
      worker = null
      await ended?.terminate()
    },
  }
}
