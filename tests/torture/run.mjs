/** npm run torture: bundles the long fault tests and a worker, and runs them in plain Node. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '../..')
// A folder of its own: the other tests build the same worker.
const out = join(root, 'node_modules/.cache/latchkey/torture')
process.chdir(root)
for (const [source, file] of /** @type {const} */ ([
  ['tests/torture/main.ts', 'torture.mjs'],
  ['main/database/worker/job-worker.ts', 'job-worker.mjs'],
])) {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: { ssr: source, outDir: out, emptyOutDir: false, rolldownOptions: { output: { entryFileNames: file } } },
  })
}
const { status } = spawnSync(process.execPath, [join(out, 'torture.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
