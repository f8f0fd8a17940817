import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { createDatabaseWorker, type DatabaseWorker } from '../../main/database/worker/database-worker'
import { jobWorkerFile } from './build-worker'

const wasm = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm')

/** The real worker, in threads of its own. `file`: the built job-worker.ts. */
export function realWorker(jobLimitMs = 20_000, file = jobWorkerFile): DatabaseWorker {
  return createDatabaseWorker({
    createWorker: (options) => new Worker(file, options),
    wasm: () => readFile(wasm),
    jobLimitMs,
  })
}
