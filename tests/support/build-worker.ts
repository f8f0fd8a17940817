import { resolve } from 'node:path'
import { build } from 'vite'

const folder = resolve('node_modules/.cache/latchkey')

/** Paths of the built workers; a worker thread of Node cannot run TypeScript. */
export const workerFile = resolve(folder, 'password-worker.mjs')
export const ageWorkerFile = resolve(folder, 'age-worker.mjs')
export const jobWorkerFile = resolve(folder, 'job-worker.mjs')

/** Vitest's global set-up: bundles the real workers as the app does. */
export default async function buildWorkers(): Promise<void> {
  await Promise.all([
    bundle('main/auth/password-worker.ts', 'password-worker'),
    bundle('main/backup/age-worker.ts', 'age-worker'),
    bundle('main/database/worker/job-worker.ts', 'job-worker'),
  ])
}

async function bundle(source: string, name: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: source,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
    // sql.js is CommonJS and names its own folder.
    ssr: { noExternal: true, external: ['sql.js'] },
  })
}
