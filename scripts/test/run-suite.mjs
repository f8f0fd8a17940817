import { readFileSync } from 'node:fs'
import { runInForeground } from '../foreground.mjs'
import { projectRoot } from '../project.mjs'

/**
 * Runs a suite to its end, whatever that is.
 * @param {import('./suites.mjs').Suite} suite
 */
export async function runSuite(suite) {
  console.log(`${suite.name} │ begins`)
  const start = performance.now()
  const exitCode = await runCommands(suite).catch(couldNotRun)
  return {
    name: suite.name,
    tally: suite.tally(exitCode),
    wallSeconds: (performance.now() - start) / 1000,
    cpuSeconds: cpuOfEndedChildren(),
  }
}

/** @param {import('./suites.mjs').Suite} suite */
async function runCommands({ name, commands, env, seconds }) {
  for (const command of commands) {
    const options = { cwd: projectRoot, env: { ...process.env, ...env }, seconds, label: name }
    const code = await runInForeground(command, options)
    if (code !== 0) return code
  }
  return 0
}

/** @param {unknown} error */
function couldNotRun(error) {
  console.error(error)
  return 127
}

/** The same on every Linux. */
const ticksPerSecond = 100

/** The children that ended before the first suite are not its own. */
let counted = endedChildrenSeconds()

/**
 * CPU seconds of the children that ended since the last call, with all that they waited for; null where the system
 * does not tell. Of two suites side by side, one is charged for what the other has ended meanwhile.
 */
function cpuOfEndedChildren() {
  const all = endedChildrenSeconds()
  if (all === null || counted === null) return null
  const seconds = all - counted
  counted = all
  return seconds
}

/** Linux adds a child to these fields when it has ended. */
function endedChildrenSeconds() {
  if (process.platform !== 'linux') return null
  // The name of the process, in brackets, may hold spaces; user and system time of children are the 16th and 17th field.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond
}
