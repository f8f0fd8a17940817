/** The worker of database-worker.ts: runs jobs on the bytes of files, one after the other. */
import { parentPort } from 'node:worker_threads'
import { loadSql } from '../engine/sql'
import { StorageError, type StorageReason } from '../engine/storage-error'
import { wholeBuffers } from './buffers'
import { runJob, type JobName, type Jobs } from './jobs'

export type Job = { wasm: Uint8Array; name: JobName; input: Jobs[JobName]['input'] }
export type JobReply =
  { report: unknown } | { output: unknown } | { error: { message: string; reason: StorageReason | null } }

const reply = (message: JobReply, buffers: ArrayBuffer[] = []) => parentPort?.postMessage(message, buffers)

parentPort?.on('message', ({ wasm, name, input }: Job) => {
  loadSql(wasm)
    .then((sql) => {
      const output = runJob(sql, name, input, (report) => reply({ report }))
      reply({ output }, output ? wholeBuffers(output) : [])
    })
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      reply({ error: { message, reason: error instanceof StorageError ? error.reason : null } })
    })
})
