/** The worker of database-worker.ts: runs one job on the bytes of a file, and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadSql } from '../engine/sql'
import { StorageError, type StorageReason } from '../engine/storage-error'
import { runJob, type JobName, type Jobs } from './jobs'

export type JobData = { wasm: Uint8Array; name: JobName; input: Jobs[JobName]['input'] }
export type JobReply =
  { report: unknown } | { output: unknown } | { error: { message: string; reason: StorageReason | null } }

const reply = (message: JobReply) => parentPort?.postMessage(message)
const { wasm, name, input } = workerData as JobData

void loadSql(wasm)
  .then((sql) => {
    reply({ output: runJob(sql, name, input, (report) => reply({ report })) })
  })
  .catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    reply({ error: { message, reason: error instanceof StorageError ? error.reason : null } })
  })
