import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** How long a command that was asked to end may take over it. */
const graceSeconds = 10

/** As `timeout` has it: however well the command took its end, it was not done. */
const lateCode = 124

/**
 * Runs a command in front of the person, its output theirs, and returns its exit code (128 and the signal where it
 * was killed). A signal to us is handed on, the command's end is waited for, and then we end too: no window outlives
 * the command, and nothing goes on after Ctrl+C.
 * @param {string[]} command
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, tellsPid?: boolean, seconds?: number }} options `tellsPid`: the
 *   command tells on file descriptor 3 which process the signals are for (display.mjs); `seconds`: ended after that, with 124
 * @returns {Promise<number>}
 */
export function runInForeground([name = '', ...args], { cwd, env = process.env, tellsPid = false, seconds }) {
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, {
      cwd,
      env,
      stdio: ['inherit', 'inherit', 'inherit', tellsPid ? 'pipe' : 'ignore'],
    })
    let target = child.pid
    child.stdio[3]?.on('data', (text) => (target = Number.parseInt(String(text), 10)))
    const send = (/** @type {NodeJS.Signals} */ signal) => void (target && kill(target, signal))
    const signalled = handOnSignals(send)
    let isLate = false
    const bound = seconds
      ? setTimeout(() => {
          isLate = true
          endNow(send)
        }, seconds * 1000)
      : undefined
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(bound)
      const received = signalled()
      if (received) process.exit(exitCode(received))
      resolve(isLate ? lateCode : (code ?? exitCode(signal)))
    })
  })
}

/** @param {(signal: NodeJS.Signals) => void} send */
function endNow(send) {
  send('SIGTERM')
  setTimeout(() => send('SIGKILL'), graceSeconds * 1000).unref()
}

/**
 * Returns what ends the listening and tells which signal came.
 * @param {(signal: NodeJS.Signals) => void} send
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
