/**
 * The Debian packages that, with their dependencies, contain every shared library that Electron 33
 * to 45 link to. Debian 13 and Ubuntu 24.04 renamed some of them (`libgtk-3-0t64`).
 */
export const libraryPackages = [
  'libgtk-3-0',
  'libasound2',
  'libnss3',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libcups2',
  'libdrm2',
  'libxkbcommon0',
  'libxcomposite1',
  'libxdamage1',
  'libxfixes3',
  'libxrandr2',
]

/** `Xvfb`, and `xauth`, which creates its cookie. */
export const displayPackages = ['xvfb', 'xauth']

export const fontPackages = ['fonts-liberation']

/**
 * The names of the packages on this machine: those with the suffix t64 where apt knows them.
 * @param {readonly string[]} wanted
 * @param {ReadonlySet<string>} known
 */
export function availableNames(wanted, known) {
  return wanted.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name))
}
