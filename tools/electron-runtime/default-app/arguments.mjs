/**
 * The parsed command line. It follows Electron's: `-r` modules, then switches, then the app.
 * Arguments after the app belong to the app.
 *
 * @typedef {object} Request
 * @property {string[]} preload modules to load before the app, such as Playwright's loader
 * @property {string | null} app the app's folder or main file
 * @property {boolean} version whether to print the version only
 */

/**
 * Parses the arguments after the executable.
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
