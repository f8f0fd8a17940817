import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { provision } from '../tools/electron-runtime/provision.mjs'
import { realWorld } from '../tools/electron-runtime/world.mjs'
import { projectRoot } from './project.mjs'
import { runCommand } from './run-command.mjs'
import { systemLibraries } from '../tools/system-libraries/system-libraries.mjs'
import { isOnPath } from '../tools/system-libraries/look.mjs'

/**
 * Puts the Electron runtime and the system libraries in place, and returns the path of the executable.
 * @param {{ display: boolean }} needs
 * @returns {Promise<string>}
 */
export async function getReady({ display }) {
  await provision(realWorld(projectRoot))
  /** @type {string} */
  const electron = createRequire(join(projectRoot, 'package.json'))('electron')
  await systemLibraries(thisMachine(), { electron, display })
  return electron
}

/** @returns {import('../tools/system-libraries/look.mjs').Machine} */
export function thisMachine() {
  const { env, platform } = process
  return {
    platform,
    env,
    root: isRoot(),
    debian: existsSync('/etc/debian_version') && isOnPath('apt-get', env),
    run: runCommand,
    say: (line) => console.log(line),
    sleep,
  }
}

/** Windows has no user id. */
export const isRoot = () => process.getuid?.() === 0

/**
 * Says what went wrong in a line or two and no stack: the person is not to read our code.
 * @param {unknown} error
 */
export function giveUp(error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
