import { Worker } from 'node:worker_threads'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { createHasher, type Hasher } from '../../main/auth/hasher'
import { HasherBusy, HashingHung } from '../../main/auth/worker-queue'
import { workerFile } from '../support/build-worker'

let hasher: Hasher
let started: Worker[] = []

function createRealHasher(limits: { jobLimitMs?: number; queueMax?: number } = {}): Hasher {
  started = []
  const createWorker = () => {
    const worker = new Worker(workerFile)
    started.push(worker)
    return worker
  }
  return (hasher = createHasher({ createWorker, jobLimitMs: 10_000, queueMax: 32, ...limits }))
}
afterEach(() => hasher.close())

test('hashes and compares in the worker', async () => {
  createRealHasher()
  const hash = await hasher.hash('balou', 4)
  expect(hash).toMatch(/^\$2b\$04\$/)
  expect(await hasher.compare('balou', hash)).toBe(true)
  expect(await hasher.compare('bagheera', hash)).toBe(false)
})

test('does not block the calling thread', async () => {
  createRealHasher()
  let ticks = 0
  const timer = setInterval(() => (ticks += 1), 5)
  await hasher.hash('balou', 11)
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(3)
})

test('refuses a job while the queue is full, and accepts jobs again afterwards', async () => {
  createRealHasher({ queueMax: 2 })
  const jobs = [1, 2, 3].map(() => hasher.hash('balou', 4))
  expect(hasher.isFull()).toBe(true)
  await expect(hasher.hash('balou', 4)).rejects.toThrow(HasherBusy)
  await Promise.all(jobs)
  expect(hasher.isFull()).toBe(false)
  await expect(hasher.hash('balou', 4)).resolves.toMatch(/^\$2b\$/)
})

test('terminates the worker of a job that hangs, and runs the queued jobs in a new one', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  createRealHasher({ jobLimitMs: 300 })
  await hasher.hash('balou', 4)
  const idle = started[0]?.performance.eventLoopUtilization()
  const hung = hasher.hash('balou', 20)
  const next = hasher.hash('balou', 4)
  // Until the worker has computed for 50 ms, so that ending it ends a running hash.
  while ((started[0]?.performance.eventLoopUtilization(idle).active ?? 0) < 50) await new Promise(setImmediate)
  vi.advanceTimersByTime(300)
  await expect(hung).rejects.toThrow(HashingHung)
  await expect(next).resolves.toMatch(/^\$2b\$/)
  expect(started).toHaveLength(2)
})

test('replaces a worker that dies', async () => {
  createRealHasher()
  const job = hasher.hash('balou', 14)
  await started[0]?.terminate()
  await expect(job).rejects.toThrow()
  await expect(hasher.hash('balou', 4)).resolves.toMatch(/^\$2b\$/)
})
