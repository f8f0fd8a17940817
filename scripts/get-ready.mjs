import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isOnPath } from './is-on-path.mjs'
import { projectRoot } from './project.mjs'
import { runCommand } from './run-command.mjs'

/** The folder may be deleted (tools/README.md), so its modules are imported dynamically. */
const hasTools = existsSync(join(projectRoot, 'tools'))

/**
 * Installs the Electron runtime and the system libraries if they are missing, and returns the path
 * of the executable. Without tools/, Electron's own package downloads its runtime, and nothing
 * installs the libraries.
 * @param {{ display: boolean }} needs
 * @returns {Promise<string>}
 */
export async function getReady({ display }) {
  await ensureRuntime()
  /** @type {string} */
  const electron = createRequire(join(projectRoot, 'package.json'))('electron')
  await ensureLibraries({ electron, display })
  return electron
}

/** Installs the runtime that ships or, if it cannot be downloaded, the older one. */
export async function ensureRuntime() {
  if (!hasTools) return
  const { provision } = await import('../tools/electron-runtime/provision.mjs')
  const { realWorld } = await import('../tools/electron-runtime/world.mjs')
  await provision(realWorld(projectRoot))
}

/** @param {import('../tools/system-libraries/find-missing.mjs').Needs} needs */
export async function ensureLibraries(needs) {
  if (!hasTools) return
  const { systemLibraries } = await import('../tools/system-libraries/system-libraries.mjs')
  await systemLibraries(thisMachine(), needs)
}

/** @returns {import('../tools/system-libraries/find-missing.mjs').Machine} */
export function thisMachine() {
  const { env, platform } = process
  return {
    platform,
    env,
    root: isRoot(),
    debian: existsSync('/etc/debian_version') && isOnPath('apt-get', env),
    run: runCommand,
    log: (line) => console.log(line),
    sleep,
  }
}

/** False on Windows, which has no user id. */
export const isRoot = () => process.getuid?.() === 0

/**
 * Prints the message of an error without its stack, and makes the process exit with 1.
 * @param {unknown} error
 */
export function reportFailure(error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
