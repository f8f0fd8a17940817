import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'

/** How long a command that was asked to end may take over it. */
const graceSeconds = 10

/** As `timeout` has it: however well the command took its end, it was not done. */
const lateCode = 124

/**
 * @typedef {object} Options
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [tellsPid] the command tells on file descriptor 3 whom the signals are for (display.mjs)
 * @property {number} [seconds] ended after that, with 124
 *
 * @typedef {(signal: NodeJS.Signals) => void} Send
 */

/**
 * Runs a command in front of the person, its output theirs, and returns its exit code (128 and the signal where it
 * was killed). A signal to us is handed on, the command's end is waited for, and then we end too: no window outlives
 * the command, and nothing goes on after Ctrl+C.
 * @param {string[]} command
 * @param {Options} options
 * @returns {Promise<number>}
 */
export async function runInForeground([name = '', ...args], { cwd, env = process.env, tellsPid = false, seconds }) {
  const fourth = tellsPid ? 'pipe' : 'ignore'
  const child = spawn(name, args, { cwd, env, stdio: ['inherit', 'inherit', 'inherit', fourth] })
  const send = sender(child)
  const signalled = handOnSignals(send)
  const wasLate = endAfter(seconds, send)
  const [code, signal] = await once(child, 'close')
  const received = signalled()
  if (received) process.exit(exitCode(received))
  return wasLate() ? lateCode : (code ?? exitCode(signal))
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Send}
 */
function sender(child) {
  let target = child.pid
  child.stdio[3]?.on('data', (text) => (target = Number.parseInt(String(text), 10)))
  return (signal) => void (target && kill(target, signal))
}

/**
 * Returns what stops the clock and tells whether the time had run out.
 * @param {number | undefined} seconds
 * @param {Send} send
 */
function endAfter(seconds, send) {
  let isLate = false
  const end = () => {
    isLate = true
    send('SIGTERM')
    setTimeout(() => send('SIGKILL'), graceSeconds * 1000).unref()
  }
  const timer = seconds ? setTimeout(end, seconds * 1000) : undefined
  return () => {
    clearTimeout(timer)
    return isLate
  }
}

/**
 * Returns what ends the listening and tells which signal came.
 * @param {Send} send
 */
function handOnSignals(send) {
  /** @type {NodeJS.Signals | null} */
  let received = null
  const listen = (/** @type {NodeJS.Signals} */ signal) => {
    // On a terminal Ctrl+C reaches the command without us; twice would mean "at once".
    if (received === null && !(signal === 'SIGINT' && process.stdin.isTTY)) send(signal)
    received = signal
  }
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, listen)
  return () => {
    for (const signal of signals) process.off(signal, listen)
    return received
  }
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function kill(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // It has just ended by itself.
  }
}

/** @param {NodeJS.Signals | null} signal */
const exitCode = (signal) => 128 + (signal ? constants.signals[signal] : 0)
