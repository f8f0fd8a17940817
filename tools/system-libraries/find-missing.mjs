import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isOnPath } from '../../scripts/is-on-path.mjs'
import { displayPackages, fontPackages, libraryPackages } from './packages.mjs'

/**
 * @typedef {object} Machine
 * @property {string} platform as in `process.platform`
 * @property {boolean} root
 * @property {boolean} debian Debian, Ubuntu or another system with apt
 * @property {NodeJS.ProcessEnv} env
 * @property {import('../electron-runtime/world.mjs').Run} run
 * @property {(line: string) => void} log
 * @property {(milliseconds: number) => Promise<unknown>} sleep
 *
 * @typedef {object} Needs
 * @property {string} [electron] path of its executable
 * @property {boolean} [display] whether a virtual display is needed
 * @property {readonly string[]} [packages] names of further Debian packages
 *
 * @typedef {object} Missing
 * @property {string[]} names of libraries, programs and packages, to print
 * @property {string[]} packages of Debian that contain them
 * @property {boolean} essential whether Electron cannot start without them
 */

/**
 * Finds what is missing on this machine. On macOS and Windows, Electron contains all it needs.
 * @param {Machine} machine
 * @param {Needs} needs
 * @returns {Promise<Missing>}
 */
export async function findMissing(machine, needs) {
  if (machine.platform !== 'linux') return { names: [], packages: [], essential: false }
  const libraries = needs.electron ? missingLibraries(await ldd(machine, needs.electron)) : []
  const programs = needs.display ? ['Xvfb', 'xauth'].filter((name) => !isOnPath(name, machine.env)) : []
  const fonts = needs.electron && !hasFont(fontFolders(machine.env)) ? ['a font'] : []
  const others = await missingPackages(machine, needs.packages ?? [])
  return {
    names: [...libraries, ...programs, ...fonts, ...others],
    packages: [
      ...(libraries.length > 0 ? libraryPackages : []),
      ...(programs.length > 0 ? displayPackages : []),
      ...(fonts.length > 0 ? fontPackages : []),
      ...others,
    ],
    essential: libraries.length + programs.length > 0,
  }
}

/**
 * @param {Machine} machine
 * @param {string} file
 */
const ldd = ({ run }, file) => run('ldd', [file]).catch(() => '')

/**
 * The libraries that `ldd` did not find, from its output.
 * @param {string} printed
 */
export function missingLibraries(printed) {
  return [...printed.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
}

/** @param {NodeJS.ProcessEnv} env */
function fontFolders(env) {
  const home = env['HOME'] ?? '/nonexistent'
  return ['/usr/share/fonts', '/usr/local/share/fonts', join(home, '.fonts'), join(home, '.local/share/fonts')]
}

/** @param {string[]} folders */
export function hasFont(folders) {
  const files = folders
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder, { encoding: 'utf8', recursive: true }))
  return files.some((file) => /\.(ttf|otf|ttc|pfb)$/i.test(file))
}

/**
 * @param {Machine} machine
 * @param {readonly string[]} names
 */
async function missingPackages(machine, names) {
  const states = await Promise.all(names.map((name) => packageState(machine, name)))
  return names.filter((_name, at) => states[at] !== 'installed')
}

/**
 * @param {Machine} machine
 * @param {string} name
 */
const packageState = ({ run }, name) =>
  run('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name]).catch(() => 'unknown')
