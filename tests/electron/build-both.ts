import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

/**
 * Playwright's global set-up. It makes both builds from the current sources, so that no test runs
 * on a stale one.
 */
export default function buildBoth(): void {
  build([])
  build(['--mode', 'test'])
}

function build(extra: string[]): void {
  const tool = resolve('node_modules/electron-vite/bin/electron-vite.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, 'build', '--logLevel', 'warn', ...extra], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The build failed.\n${stdout}\n${stderr}`)
}
