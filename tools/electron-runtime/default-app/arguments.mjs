/**
 * What Electron was asked to run. Follows Electron's own command line: `-r` modules come first, then switches, then
 * the app; whatever stands after the app belongs to the app.
 *
 * @typedef {object} Request
 * @property {string[]} preload modules to load before the app (Playwright's loader comes this way)
 * @property {string | null} app the app's folder or main file
 * @property {boolean} version whether only the version was asked for
 */

/**
 * Reads the arguments behind the executable.
 * @param {readonly string[]} argv
 * @returns {Request}
 */
export function readArguments(argv) {
  /** @type {string[]} */
  const preload = []
  for (let at = 0; at < argv.length; at++) {
    const argument = argv[at] ?? ''
    if (argument === '-v' || argument === '--version') return { preload, app: null, version: true }
    if (argument === '-r' || argument === '--require') preload.push(required(argv[++at]))
    else if (!argument.startsWith('-')) return { preload, app: argument, version: false }
  }
  return { preload, app: null, version: false }
}

/**
 * @param {string | undefined} name
 * @returns {string}
 */
function required(name) {
  if (!name) throw new Error('-r needs the name of a module')
  return name
}
