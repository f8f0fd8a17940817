/**
 * The text of the package's `control` file. It has no field for licence and vendor: they are in the
 * copyright file.
 * @param {import('./arguments.mjs').FpmArguments} parsed
 * @param {number} installedKilobytes
 */
export function controlFile({ options, depends, recommends }, installedKilobytes) {
  const fields = [
    ['Package', options.get('name')],
    ['Version', options.get('version')],
    ['Architecture', options.get('architecture')],
    ['Maintainer', options.get('maintainer')],
    ['Installed-Size', String(installedKilobytes)],
    ['Depends', depends.join(', ')],
    ['Recommends', recommends.join(', ')],
    ['Section', options.get('category')],
    ['Priority', options.get('deb-priority')],
    ['Homepage', options.get('url')],
    ['Description', description(options.get('description') ?? '')],
  ]
  return fields.flatMap(([name, value]) => (value ? [`${name}: ${value}\n`] : [])).join('')
}

/**
 * The first line is the synopsis. The rest is wrapped and indented by a space.
 * @param {string} text
 */
function description(text) {
  const [synopsis = '', ...rest] = text.trim().split('\n')
  return [synopsis.trim(), ...wrap(rest.join(' ').trim(), 78)].join('\n ')
}

/**
 * Splits a text into lines of at most `width` columns, at spaces only. A longer word stays whole.
 * @param {string} text
 * @param {number} width
 * @returns {string[]}
 */
export function wrap(text, width) {
  /** @type {string[]} */
  const lines = []
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
