import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from '../../tools/electron-runtime/state.mjs'
import { realWorld } from '../../tools/electron-runtime/world.mjs'
import { projectRoot } from '../project.mjs'

/**
 * What an installer is told about itself.
 *
 * @typedef {object} Runtime
 * @property {string} version of Electron
 * @property {string} folder where it stands unpacked
 * @property {boolean} development whether it is any other than the one that ships
 *
 * @typedef {object} Facts
 * @property {string} version of Latchkey, marked where the runtime is not the one that ships
 * @property {Runtime} runtime
 * @property {string} output the folder for what is made
 * @property {boolean} quick compress little: for tests
 * @property {{ licences: string, changelog: string }} documents files made for the package
 */

/**
 * The Electron that stands in node_modules. Everything but the version that package.json pins makes a development
 * build: the fallback is out of support, and what somebody put in by hand nobody else can check.
 * @returns {Runtime}
 */
export function runtimeInPlace() {
  const world = realWorld(projectRoot)
  const folder = world.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(world.electron, 'dist')
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
  return { version, folder, development: inspect(world) !== 'ordinary' }
}

/**
 * A development build is older than the release of the same number, for semver and, with `~`, for Debian; so the
 * release replaces it.
 * @param {string} version
 * @param {Runtime} runtime
 */
export const versionOf = (version, { development }) => (development ? `${version}-development-build` : version)

/** @returns {{ version: string, author: { name: string, email: string } }} */
export const readManifest = () => JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
