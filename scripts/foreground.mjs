import { constants } from 'node:os'
import { execa } from 'execa'
import { endsWithUs } from './ends-with-us.mjs'

/** A command that was asked to end is killed after this long. */
const graceMs = 10_000

/** The exit code of `timeout`: however well the command ended, its work was not done. */
const lateCode = 124

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/** @type {Set<{ kill: (signal: NodeJS.Signals) => boolean }>} */
const running = new Set()
/** @type {NodeJS.Signals | null} */
let received = null

/**
 * Runs a command with the output of this process and returns its exit code (128 and the signal where it was killed).
 * The first signal to this process is passed on to every running command (a typed Ctrl+C reaches them anyway); once the last of them has ended, this process ends
 * too, so that nothing goes on after Ctrl+C. On Linux a command also ends when this process is killed with SIGKILL.
 * @param {string[]} command
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, seconds?: number, label?: string }} options after `seconds` the
 *   command is ended, with 124; `label` is printed before each line of its output
 * @returns {Promise<number>}
 */
export async function runInForeground(command, { cwd, env = process.env, seconds = 0, label }) {
  const [file = '', ...args] = endsWithUs(command)
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
  if (running.size === 0) for (const signal of signals) process.on(signal, passOn)
  running.add(child)
  const { exitCode, signal, timedOut, originalMessage } = await child
  running.delete(child)
  if (running.size === 0) for (const signal of signals) process.off(signal, passOn)
  if (received) return endAfterTheLast(received)
  if (timedOut) return lateCode
  if (exitCode === undefined && !signal) throw new Error(originalMessage)
  return exitCode ?? codeOf(signal)
}

/** @param {NodeJS.Signals} signal */
function passOn(signal) {
  // On a terminal Ctrl+C reaches the commands without us; a second one would mean "at once".
  const isTyped = signal === 'SIGINT' && process.stdin.isTTY
  if (received === null && !isTyped) for (const child of running) child.kill(signal)
  received = signal
}

/**
 * @param {NodeJS.Signals} signal
 * @returns {Promise<never>} the process ends instead
 */
function endAfterTheLast(signal) {
  if (running.size === 0) process.exit(codeOf(signal))
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
  // The types of execa know a transform before `inherit` only as a literal of the call itself.
  const each = /** @type {any} */ ([labelled, 'inherit'])
  return { stdout: each, stderr: each }
}

/** @param {string | undefined} signal */
const codeOf = (signal) => 128 + (constants.signals[/** @type {NodeJS.Signals} */ (signal)] ?? 0)
