import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { build } from 'vite'

const writerFile = resolve('node_modules/.cache/latchkey/store-writer.mjs')

/** Bundles the writer: a process of plain Node cannot read TypeScript. */
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

/** Lets a writer work on the folder, kills it (SIGKILL) some milliseconds after its first change, and answers the last change it acknowledged. */
export async function killWriter(folder: string, afterMs: number, between: number): Promise<number> {
  const child = spawn(process.execPath, [writerFile, folder, String(between)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    if (printed === '') setTimeout(() => child.kill('SIGKILL'), afterMs)
    printed += chunk.toString()
  })
  await new Promise((done) => child.once('close', done))
  return Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1))
}
