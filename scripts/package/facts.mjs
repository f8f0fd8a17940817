import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from '../../tools/electron-runtime/state.mjs'
import { realWorld } from '../../tools/electron-runtime/world.mjs'
import { projectRoot } from '../project.mjs'

/**
 * The inputs of the installer configuration.
 *
 * @typedef {object} Runtime
 * @property {string} version of Electron
 * @property {string} folder where it is unpacked
 * @property {boolean} development whether it differs from the one that ships
 *
 * @typedef {object} Facts
 * @property {string} version of Latchkey, marked if the runtime is not the one that ships
 * @property {Runtime} runtime
 * @property {string} output the folder for the installers
 * @property {boolean} quick use fast compression, for tests
 * @property {{ licences: string, changelog: string }} documents files generated for the package
 */

/**
 * The Electron in node_modules. Any version other than the one that package.json pins makes a
 * development build: the fallback is out of support, and a custom runtime cannot be verified.
 * @returns {Runtime}
 */
export function runtimeInPlace() {
  const world = realWorld(projectRoot)
  const folder = world.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(world.electron, 'dist')
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
  return { version, folder, development: inspect(world) !== 'ordinary' }
}

/**
 * Marks the version of a development build as a prerelease, for semver and, with `~`, for Debian.
 * The release of the same number then replaces it.
 * @param {string} version
 * @param {Runtime} runtime
 */
export const versionOf = (version, { development }) => (development ? `${version}-development-build` : version)

/** @returns {{ version: string, author: { name: string, email: string } }} */
export const readManifest = () => JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'))
