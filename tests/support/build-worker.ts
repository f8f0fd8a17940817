import { resolve } from 'node:path'
import { build } from 'vite'

/** Where the password worker stands once it is built; a worker thread of Node cannot read TypeScript. */
export const workerFile = resolve('node_modules/.cache/latchkey/password-worker.mjs')

/** Vitest's global set-up: the real worker, bundled as the app bundles it. */
export default async function buildWorker(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: 'main/auth/password-worker.ts',
      outDir: resolve(workerFile, '..'),
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'password-worker.mjs' } },
    },
    ssr: { noExternal: true },
  })
}
