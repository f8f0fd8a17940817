import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isOnPath } from './is-on-path.mjs'
import { projectRoot } from './project.mjs'
import { runCommand } from './run-command.mjs'

/** It may be deleted (tools/README.md), so it is loaded only where it is there. */
const hasTools = existsSync(join(projectRoot, 'tools'))

/**
 * Puts the Electron runtime and the system libraries in place, and returns the path of the executable. Without tools/
 * Electron's own package downloads its runtime, and the libraries are the machine's business.
 * @param {{ display: boolean }} needs
 * @returns {Promise<string>}
 */
export async function getReady({ display }) {
  await putRuntimeInPlace()
  /** @type {string} */
  const electron = createRequire(join(projectRoot, 'package.json'))('electron')
  await putLibrariesInPlace({ electron, display })
  return electron
}

/** The runtime that ships, else the older one. */
export async function putRuntimeInPlace() {
  if (!hasTools) return
  const { provision } = await import('../tools/electron-runtime/provision.mjs')
  const { realWorld } = await import('../tools/electron-runtime/world.mjs')
  await provision(realWorld(projectRoot))
}

/** @param {import('../tools/system-libraries/look.mjs').Needs} needs */
export async function putLibrariesInPlace(needs) {
  if (!hasTools) return
  const { systemLibraries } = await import('../tools/system-libraries/system-libraries.mjs')
  await systemLibraries(thisMachine(), needs)
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
