/** npm run torture: bundles the long fault tests and runs them in plain Node. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '../..')
const out = join(root, 'node_modules/.cache/latchkey')
process.chdir(root)
await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    ssr: 'tests/torture/main.ts',
    outDir: out,
    emptyOutDir: false,
    rolldownOptions: { output: { entryFileNames: 'torture.mjs' } },
  },
})
const { status } = spawnSync(process.execPath, [join(out, 'torture.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
