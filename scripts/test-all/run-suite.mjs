import { runInForeground } from '../foreground.mjs'
import { projectRoot } from '../project.mjs'

/**
 * Runs a suite to its end, whatever that is, and counts what it did.
 * @param {import('./suites.mjs').Suite} suite
 * @returns {Promise<import('./count.mjs').Count>}
 */
export async function runSuite(suite) {
  const exitCode = await runCommands(suite).catch(couldNotRun)
  return suite.count(exitCode)
}

/** @param {import('./suites.mjs').Suite} suite */
async function runCommands({ commands, env, seconds }) {
  for (const command of commands) {
    const code = await runInForeground(command, { cwd: projectRoot, env: { ...process.env, ...env }, seconds })
    if (code !== 0) return code
  }
  return 0
}

/** @param {unknown} error */
function couldNotRun(error) {
  console.error(error)
  return 127
}
