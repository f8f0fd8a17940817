import { readFileSync } from 'node:fs'
import { runInForeground } from '../foreground.mjs'
import { projectRoot } from '../project.mjs'

/**
 * Runs a suite. Never rejects: an error counts as a failure.
 * @param {import('./suites.mjs').Suite} suite
 */
export async function runSuite(suite) {
  console.log(`${suite.name} │ begins`)
  const start = performance.now()
  const exitCode = await runCommands(suite).catch(reportFailedStart)
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
function reportFailedStart(error) {
  console.error(error)
  return 127
}

/** The same on every Linux. */
const ticksPerSecond = 100

/** Starts with the children that ended before the first suite, which must not count for it. */
let countedSeconds = endedChildrenSeconds()

/**
 * CPU seconds of the children that ended since the last call, including their descendants that were
 * waited for; null where the system does not report them. Of two suites in parallel, the first to
 * finish is charged for children of the other.
 */
function cpuOfEndedChildren() {
  const all = endedChildrenSeconds()
  if (all === null || countedSeconds === null) return null
  const seconds = all - countedSeconds
  countedSeconds = all
  return seconds
}

/** Linux adds the time of a child to these fields when it has ended. */
function endedChildrenSeconds() {
  if (process.platform !== 'linux') return null
  // The process name, in brackets, may contain spaces. The user and system time of children are the
  // 16th and 17th field.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond
}
