/**
 * Runs a command that opens Electron windows (tests, the tour, benchmarks). Installs the runtime
 * and the libraries first and, on Linux, uses a virtual display.
 * Usage: node scripts/with-electron.mjs <command> [arguments]
 */
import { inVirtualDisplay, needsVirtualDisplay } from './display.mjs'
import { runInForeground } from './foreground.mjs'
import { getReady, reportFailure } from './get-ready.mjs'
import { projectRoot, withOwnTool } from './project.mjs'

await withElectron(withOwnTool(process.argv.slice(2))).catch(reportFailure)

/** @param {string[]} command */
async function withElectron(command) {
  const virtual = needsVirtualDisplay(process, 'virtual')
  await getReady({ display: virtual })
  const run = (/** @type {NodeJS.ProcessEnv} */ display) =>
    runInForeground(command, { cwd: projectRoot, env: { ...process.env, ...display } })
  process.exitCode = await (virtual ? inVirtualDisplay(run) : run({}))
}
