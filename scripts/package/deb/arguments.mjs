/**
 * @typedef {object} Entry
 * @property {string} from a file, or a folder with a trailing slash
 * @property {string} to its path in the installed system
 *
 * @typedef {object} FpmArguments
 * @property {Map<string, string>} options single values, keyed by name without dashes
 * @property {string[]} depends
 * @property {string[]} recommends
 * @property {Entry[]} entries
 */

const lists = new Map([
  ['-d', 'depends'],
  ['--deb-recommends', 'recommends'],
])

/**
 * Parses the command line that electron-builder passes to fpm:
 * `-s dir -t deb --name x … source=target …`. Throws on an unknown option: to ignore one could make
 * an incomplete package.
 * @param {readonly string[]} argv
 * @returns {FpmArguments}
 */
export function parseFpmArguments(argv) {
  /** @type {FpmArguments} */
  const parsed = { options: new Map(), depends: [], recommends: [], entries: [] }
  for (let at = 0; at < argv.length; at++) {
    const argument = argv[at] ?? ''
    if (argument === '--force') continue
    if (argument.startsWith('-')) addOption(parsed, argument, argv[++at] ?? '')
    else parsed.entries.push(parseEntry(argument))
  }
  return parsed
}

/**
 * @param {FpmArguments} parsed
 * @param {string} name
 * @param {string} value
 */
function addOption(parsed, name, value) {
  const list = lists.get(name)
  if (list === 'depends' || list === 'recommends') parsed[list].push(value)
  else if (singleOptions.has(name)) parsed.options.set(name.replace(/^-+/, ''), value)
  else throw new Error(`Unsupported fpm option: ${name}`)
}

const singleOptions = new Set([
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
function parseEntry(text) {
  const split = text.indexOf('=')
  if (split < 1) throw new Error(`Not source=target: ${text}`)
  return { from: text.slice(0, split), to: text.slice(split + 1) }
}
