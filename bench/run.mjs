/**
 * npm run bench: installs the peers at the first run, bundles the bench with the app's code, and
 * runs it in plain Node.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

const root = join(import.meta.dirname, '..')
const out = join(root, 'node_modules/.cache/latchkey')
process.chdir(root)

if (!existsSync('bench/node_modules')) {
  console.log('Installing better-sqlite3 and bcrypt for the bench; compiling takes about two minutes the first time.')
  const { status } = spawnSync('npm', ['ci', '--prefix', 'bench', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}
for (const [entry, file] of /** @type {const} */ ([
  ['bench/main.ts', 'bench.mjs'],
  ['main/auth/password-worker.ts', 'password-worker.mjs'],
  ['main/database/worker/job-worker.ts', 'job-worker.mjs'],
])) {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: { ssr: entry, outDir: out, emptyOutDir: false, rolldownOptions: { output: { entryFileNames: file } } },
  })
}
const { status } = spawnSync(process.execPath, [join(out, 'bench.mjs'), ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(status ?? 1)
