import { homedir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { createRequire } from 'node:module'
import { runCommand } from '../../scripts/run-command.mjs'
import { fallbackPins } from './pins.mjs'
import { screenProgress } from './progress.mjs'

/**
 * Runs a command to its end and returns what it printed; rejects with what it printed on stderr when it fails.
 * @typedef {(command: string, args: string[], options?: { cwd?: string, env?: NodeJS.ProcessEnv, seconds?: number }) => Promise<string>} Run
 *
 * Tells how far a long step is; the returned function takes the megabytes done.
 * @typedef {(what: string, megabytes: number) => (done: number) => void} Progress
 *
 * @typedef {object} World everything that provisioning reads, runs and writes
 * @property {string} root the project
 * @property {string} electron folder of the npm package `electron`
 * @property {string} wanted its version
 * @property {string[]} caches folders that may keep a copy, the best first
 * @property {string} platform as `linux-x64`
 * @property {NodeJS.ProcessEnv} env
 * @property {() => number} now milliseconds
 * @property {Run} run
 * @property {(line: string) => void} say
 * @property {Progress} progress
 * @property {import('./pins.mjs').Pins} pins
 */

/**
 * This machine.
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
    say: (line) => console.log(line),
    progress: screenProgress(process.stdout),
    pins: fallbackPins(),
  }
}

/**
 * The folder of the XDG rules: a relative XDG_CACHE_HOME is to be ignored.
 * @param {NodeJS.ProcessEnv} env
 */
export function userCache(env) {
  const named = env['XDG_CACHE_HOME']
  return join(named && isAbsolute(named) ? named : join(homedir(), '.cache'), 'latchkey')
}
