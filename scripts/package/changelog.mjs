import { wrap } from './deb/control.mjs'

/**
 * Converts the newest section of CHANGELOG.md with items into a Debian changelog.
 * @param {string} markdown
 * @param {{ name: string, version: string, maintainer: string, date: Date }} package_
 */
export function debianChangelog(markdown, { name, version, maintainer, date }) {
  const items = newestItems(markdown).map((item) => `  * ${wrap(item, 74).join('\n    ')}`)
  if (items.length === 0) throw new Error('CHANGELOG.md has no items for this version.')
  const debianVersion = version.replaceAll('-', '~')
  const signature = ` -- ${maintainer}  ${date.toUTCString().replace('GMT', '+0000')}`
  return `${name} (${debianVersion}) unstable; urgency=medium\n\n${items.join('\n')}\n\n${signature}\n`
}

/** @param {string} markdown */
function newestItems(markdown) {
  const sections = markdown.split(/^## /m).slice(1)
  for (const section of sections) {
    // An item may continue on indented lines.
    const items = [...section.matchAll(/^- (.+(?:\n {2}.+)*)/gm)].map(([, text = '']) => text.replace(/\s+/g, ' '))
    if (items.length > 0) return items
  }
  return []
}
