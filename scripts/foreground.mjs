import { constants } from 'node:os'
import { execa } from 'execa'
import { withParentDeathSignal } from './parent-death-signal.mjs'

/** The time between asking a command to end and killing it. */
const graceMs = 10_000

/** The exit code that `timeout` uses: a late command failed, whatever its own exit code. */
const timeoutExitCode = 124

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/** @type {Set<{ kill: (signal: NodeJS.Signals) => boolean }>} */
const running = new Set()
/** @type {NodeJS.Signals | null} */
let receivedSignal = null

/**
 * Runs a command with the output of this process and returns its exit code (128 plus the signal's
 * number if it was killed). The first signal to this process is forwarded to every running command;
 * a typed Ctrl+C reaches them anyway. This process exits after the last of them, so that nothing
 * runs on after Ctrl+C. On Linux a command also ends when this process is killed with SIGKILL.
 * @param {string[]} command
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, seconds?: number, label?: string }} options after
 *   `seconds` the command is stopped and the exit code is 124; `label` prefixes each line of output
 * @returns {Promise<number>}
 */
export async function runInForeground(command, { cwd, env = process.env, seconds = 0, label }) {
  const [file = '', ...args] = withParentDeathSignal(command)
  const child = execa(file, args, {
    cwd,
    env,
    extendEnv: false,
    reject: false,
    timeout: seconds * 1000,
    forceKillAfterDelay: graceMs,
    stdin: 'inherit',
    ...output(label),
  })
  if (running.size === 0) for (const signal of signals) process.on(signal, forwardSignal)
  running.add(child)
  const { exitCode, signal, timedOut, originalMessage } = await child
  running.delete(child)
  if (running.size === 0) for (const signal of signals) process.off(signal, forwardSignal)
  if (receivedSignal) return exitAfterLast(receivedSignal)
  if (timedOut) return timeoutExitCode
  if (exitCode === undefined && !signal) throw new Error(originalMessage)
  return exitCode ?? exitCodeOf(signal)
}

/** @param {NodeJS.Signals} signal */
function forwardSignal(signal) {
  // A terminal sends Ctrl+C to the commands too; a second SIGINT would mean "stop at once".
  const isTyped = signal === 'SIGINT' && process.stdin.isTTY
  if (receivedSignal === null && !isTyped) for (const child of running) child.kill(signal)
  receivedSignal = signal
}

/**
 * @param {NodeJS.Signals} signal
 * @returns {Promise<never>} exits with the last command, else waits for it
 */
function exitAfterLast(signal) {
  if (running.size === 0) process.exit(exitCodeOf(signal))
  return new Promise(() => {})
}

/**
 * @param {string | undefined} label
 * @returns {{ stdout: 'inherit', stderr: 'inherit' }}
 */
function output(label) {
  if (label === undefined) return { stdout: 'inherit', stderr: 'inherit' }
  const labelled = function* (/** @type {unknown} */ line) {
    yield `${label} │ ${line}`
  }
  // execa's types accept a transform before `inherit` only as a literal in the call.
  const each = /** @type {any} */ ([labelled, 'inherit'])
  return { stdout: each, stderr: each }
}

/** @param {string | undefined} signal */
const exitCodeOf = (signal) => 128 + (constants.signals[/** @type {NodeJS.Signals} */ (signal)] ?? 0)
