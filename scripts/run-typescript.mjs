/**
 * Bundles a TypeScript program of the repository, the password worker beside it, and runs it in plain Node.
 * Usage: node scripts/run-typescript.mjs examples/headless.ts [arguments]
 */
import { spawnSync } from 'node:child_process'
import { basename, join } from 'node:path'
import { build } from 'vite'
import { projectRoot } from './project.mjs'

const [entry = '', ...args] = process.argv.slice(2)
const name = basename(entry, '.ts')
const program = `${name}.mjs`
// A folder for each: two programs may run at once, and neither may find the other's worker half written.
const out = join(projectRoot, 'node_modules/.cache/latchkey/run', name)

for (const [source, file] of /** @type {const} */ ([
  [entry, program],
  ['main/auth/password-worker.ts', 'password-worker.mjs'],
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
