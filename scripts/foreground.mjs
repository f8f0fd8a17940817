import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Runs a command in front of the person, its output theirs, and returns its exit code (128 and the signal where it
 * was killed). What asks us to end is handed on, and then its end is waited for: no window outlives the command.
 * @param {string[]} command
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, tellsPid?: boolean, seconds?: number }} options `tellsPid`: the
 *   command tells on file descriptor 3 which process the signals are for (display.mjs)
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
    const end = (/** @type {NodeJS.Signals} */ signal) => target && process.kill(target, signal)
    const stopListening = handOnSignals(end)
    const bound = seconds && setTimeout(() => end('SIGTERM'), seconds * 1000)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      stopListening()
      clearTimeout(bound || undefined)
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0))
    })
  })
}

/** @param {(signal: NodeJS.Signals) => unknown} end */
function handOnSignals(end) {
  // On a terminal Ctrl+C reaches the command without us; twice would mean "at once".
  const interrupt = () => process.stdin.isTTY || end('SIGINT')
  const terminate = () => end('SIGTERM')
  process.on('SIGINT', interrupt).on('SIGTERM', terminate).on('SIGHUP', terminate)
  return () => process.off('SIGINT', interrupt).off('SIGTERM', terminate).off('SIGHUP', terminate)
}
