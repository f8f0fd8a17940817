import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The runtime in `node_modules/electron`: replaced by the user's own (`override`), the version that
 * ships (`ordinary`), the complete fallback, an incomplete or unknown one (`damaged`), or none.
 * @typedef {'override' | 'ordinary' | 'fallback' | 'damaged' | 'missing'} State
 *
 * The contents of the file that marks a fallback runtime.
 * @typedef {object} Note
 * @property {number} recipe
 * @property {number} tried time of the last failure of the ordinary installer, milliseconds
 * @property {string} mirror the configured download host, or an empty string
 */

const NOTE = 'PROVISIONED.json'

/**
 * Detects the state from names and sizes, without reading contents or changing anything.
 * @param {import('./world.mjs').World} world
 * @returns {State}
 */
export function inspect(world) {
  const { electron, env, pins, wanted } = world
  if (env['ELECTRON_OVERRIDE_DIST_PATH']) return 'override'
  const dist = join(electron, 'dist')
  if (!existsSync(dist)) return 'missing'
  if (readText(join(electron, 'path.txt')) !== executablePath(world.platform)) return 'damaged'
  const version = readText(join(dist, 'version')).trim().replace(/^v/, '')
  const note = readNote(dist)
  // A note beside another version: something was unpacked over the fallback, perhaps incompletely.
  if (version === wanted && !note && existsSync(join(dist, executablePath(world.platform)))) return 'ordinary'
  return version === pins.version && note?.recipe === pins.recipe && isWhole(dist, pins) ? 'fallback' : 'damaged'
}

/**
 * The path of the executable inside `dist`, as in `electron/path.txt`.
 * @param {string} platform
 */
export function executablePath(platform) {
  if (platform.startsWith('darwin')) return 'Electron.app/Contents/MacOS/Electron'
  return platform.startsWith('win32') ? 'electron.exe' : 'electron'
}

/**
 * @param {string} dist
 * @returns {Note | null}
 */
export function readNote(dist) {
  const text = readText(join(dist, NOTE))
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return { recipe: -1, tried: 0, mirror: '' }
  }
}

/** @param {string} dist */
export const notePath = (dist) => join(dist, NOTE)

/**
 * @param {string} dist
 * @param {import('./pins.mjs').Pins} pins
 */
function isWhole(dist, pins) {
  const whole = [...pins.files].every(([name, { bytes }]) => sizeOf(join(dist, name)) === bytes)
  return whole && sizeOf(join(dist, 'resources/default_app.asar')) > 0
}

/** @param {string} file */
const sizeOf = (file) => statSync(file, { throwIfNoEntry: false })?.size ?? -1

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
