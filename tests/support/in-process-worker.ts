import type { SqlJsStatic } from 'sql.js'
import { JobStopped, type DatabaseWorker } from '../../main/database/worker/database-worker'
import { runJob } from '../../main/database/worker/jobs'

/**
 * The jobs of the database worker without a thread, which a suite of many small files would start
 * too often. tests/database/worker/ and the built app use the real one (database-worker.ts).
 */
export function inProcessWorker(sql: SqlJsStatic | Promise<SqlJsStatic>): DatabaseWorker {
  return {
    async run(name, input, { onReport, signal } = {}) {
      if (signal?.aborted) throw new JobStopped('cancelled')
      const output = runJob(await sql, name, structuredClone(input), (report) => onReport?.(report))
      if (signal?.aborted) throw new JobStopped('cancelled')
      return output
    },
  }
}
