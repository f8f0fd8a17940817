/**
 * @typedef {object} Entry
 * @property {string} from a file, or a folder with a slash behind it
 * @property {string} to its place in the installed system
 *
 * @typedef {object} Order
 * @property {Map<string, string>} options single values, by name without dashes
 * @property {string[]} depends
 * @property {string[]} recommends
 * @property {Entry[]} entries
 */

const lists = new Map([
  ['-d', 'depends'],
  ['--deb-recommends', 'recommends'],
])

/**
 * Reads the command line with which electron-builder calls fpm: `-s dir -t deb --name x … source=target …`. What it
 * does not know it refuses, rather than to make a package that lacks something.
 * @param {readonly string[]} argv
 * @returns {Order}
 */
export function readOrder(argv) {
  /** @type {Order} */
  const order = { options: new Map(), depends: [], recommends: [], entries: [] }
  for (let at = 0; at < argv.length; at++) {
    const argument = argv[at] ?? ''
    if (argument === '--force') continue
    if (argument.startsWith('-')) take(order, argument, argv[++at] ?? '')
    else order.entries.push(readEntry(argument))
  }
  return order
}

/**
 * @param {Order} order
 * @param {string} name
 * @param {string} value
 */
function take(order, name, value) {
  const list = lists.get(name)
  if (list === 'depends' || list === 'recommends') order[list].push(value)
  else if (known.has(name)) order.options.set(name.replace(/^-+/, ''), value)
  else throw new Error(`Not an option of ours: ${name}`)
}

const known = new Set([
  '-s',
  '-t',
  '--architecture',
  '--after-install',
  '--after-remove',
  '--category',
  '--deb-compression',
  '--deb-priority',
  '--description',
  '--license',
  '--maintainer',
  '--name',
  '--package',
  '--url',
  '--vendor',
  '--version',
])

/**
 * @param {string} text
 * @returns {Entry}
 */
function readEntry(text) {
  const split = text.indexOf('=')
  if (split < 1) throw new Error(`Not source=target: ${text}`)
  return { from: text.slice(0, split), to: text.slice(split + 1) }
}
