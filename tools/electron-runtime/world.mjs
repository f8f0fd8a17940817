import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { createRequire } from 'node:module'
import { runCommand } from '../../scripts/run-command.mjs'
import { fallbackPins } from './pins.mjs'
import { screenProgress } from './progress.mjs'

/**
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, seconds?: number }} RunOptions
 *
 * Runs a command and returns its output. Rejects with its stderr if it fails.
 * @typedef {(command: string, args: string[], options?: RunOptions) => Promise<string>} Run
 *
 * Shows the progress of a long step. The returned function takes the megabytes done.
 * @typedef {(what: string, megabytes: number) => (done: number) => void} Progress
 *
 * @typedef {object} World everything that provisioning reads, runs and writes
 * @property {string} root the project
 * @property {string} electron folder of the npm package `electron`
 * @property {string} wanted its version
 * @property {string[]} caches folders that may hold a copy, in order of preference
 * @property {string} platform such as `linux-x64`
 * @property {NodeJS.ProcessEnv} env
 * @property {() => number} now milliseconds
 * @property {Run} run
 * @property {(line: string) => void} log
 * @property {Progress} progress
 * @property {import('./pins.mjs').Pins} pins
 */

/**
 * The world of this machine.
 * @param {string} root the project's folder
 * @returns {World}
 */
export function realWorld(root) {
  const require = createRequire(join(root, 'package.json'))
  const manifest = require.resolve('electron/package.json')
  return {
    root,
    electron: dirname(manifest),
    wanted: require(manifest).version,
    caches: [userCache(process.env), join(root, 'node_modules/.cache/latchkey')],
    platform: `${process.platform}-${process.arch}`,
    env: process.env,
    now: Date.now,
    run: runCommand,
    log: (line) => console.log(line),
    progress: screenProgress(process.stdout),
    pins: fallbackPins(),
  }
}

/**
 * The cache folder of the XDG specification, which requires ignoring a relative XDG_CACHE_HOME.
 * @param {NodeJS.ProcessEnv} env
 */
export function userCache(env) {
  const configured = env['XDG_CACHE_HOME']
  return join(configured && isAbsolute(configured) ? configured : join(homedir(), '.cache'), 'latchkey')
}
