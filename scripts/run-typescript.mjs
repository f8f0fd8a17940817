/**
 * Bundles a TypeScript program and the workers, and runs it in plain Node.
 * Usage: node scripts/run-typescript.mjs examples/headless.ts [arguments]
 */
import { spawnSync } from 'node:child_process'
import { basename, join } from 'node:path'
import { build } from 'vite'
import { projectRoot } from './project.mjs'

const [entry = '', ...args] = process.argv.slice(2)
const name = basename(entry, '.ts')
const program = `${name}.mjs`
// One folder per program: two may run at once and must not load each other's half-written worker.
const out = join(projectRoot, 'node_modules/.cache/latchkey/run', name)

for (const [source, file] of /** @type {const} */ ([
  [entry, program],
  ['main/auth/password-worker.ts', 'password-worker.mjs'],
  ['main/database/worker/job-worker.ts', 'job-worker.mjs'],
])) {
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'warn',
    build: { ssr: source, outDir: out, emptyOutDir: false, rolldownOptions: { output: { entryFileNames: file } } },
  })
}
const { status } = spawnSync(process.execPath, [join(out, program), ...args], { cwd: projectRoot, stdio: 'inherit' })
process.exitCode = status ?? 1
