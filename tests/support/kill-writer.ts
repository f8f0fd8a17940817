import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { build } from 'vite'

const writerFile = resolve('node_modules/.cache/latchkey/store-writer.mjs')

/** Bundles the writer: plain Node cannot run TypeScript. */
export async function buildWriter(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: 'tests/support/store-writer.ts',
      outDir: resolve(writerFile, '..'),
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'store-writer.mjs' } },
    },
  })
}

/**
 * Starts a writer on the folder and kills it (SIGKILL) `afterMs` after its first change. Returns
 * the number of the last change it acknowledged.
 */
export async function killWriter(folder: string, afterMs: number, checkpointEvery: number): Promise<number> {
  const child = spawn(process.execPath, [writerFile, folder, String(checkpointEvery)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    if (printed === '') setTimeout(() => child.kill('SIGKILL'), afterMs)
    printed += chunk.toString()
  })
  await new Promise((resolve) => child.once('close', resolve))
  return Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1))
}
