import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createIntl } from 'react-intl'
import { describe, expect, it } from 'vitest'
import en from '../../copy/en.json'
import fr from '../../copy/fr.json'
import { product } from '../../copy/product'
import { name, productName } from '../../package.json'

const catalogues = { en, fr } as const
type Words = Readonly<Record<string, string>>

describe('the catalogue', () => {
  it('holds the same keys in the same order in both languages', () => {
    expect(Object.keys(fr)).toEqual(Object.keys(en))
  })

  it.each(Object.keys(en))('has the same placeholders in both languages: %s', (key) => {
    expect(placeholders((fr as Words)[key])).toEqual(placeholders((en as Words)[key]))
  })

  it.each(['en', 'fr'] as const)('can be read as ICU messages: %s', (locale) => {
    const failures: unknown[] = []
    const intl = createIntl({ locale, messages: catalogues[locale], onError: (error) => failures.push(error) })
    for (const [id, message] of Object.entries(catalogues[locale])) {
      const values = Object.fromEntries(placeholders(message).map((placeholder) => [placeholder, 7]))
      expect(intl.formatMessage({ id }, values)).not.toMatch(/[{}]/)
    }
    expect(failures).toEqual([])
  })

  it('has no empty message and none with space around it', () => {
    const untidy = [...Object.values(en), ...Object.values(fr)].filter((text) => text === '' || text.trim() !== text)
    expect(untidy).toEqual([])
  })

  it('keeps French signs together with the word before them', () => {
    const loose = Object.entries(fr).filter(([, text]) =>
      /(?<![\u202f\u00a0])[?!;:»](?!\S)|«(?![\u202f\u00a0])/u.test(text),
    )
    expect(loose).toEqual([])
  })

  it('holds no key that nothing uses', () => {
    const unused = Object.keys(en).filter((key) => !used(key))
    expect(unused).toEqual([])
  })

  it('names the product as the package does', () => {
    expect(productName).toBe(product)
    expect(name).toBe(product.toLowerCase())
  })
})

function placeholders(message = ''): string[] {
  return [...new Set([...message.matchAll(/\{(\w+)\s*[},]/g)].map(([, placeholder = '']) => placeholder))].sort()
}

const root = resolve(import.meta.dirname, '../..')
const sources = ['main', 'renderer', 'copy'].map(sourceOf).join('\n')
/** Keys that are put together, such as `act.e.${event}`: everything below the fixed part counts as used. */
const families = [...sources.matchAll(/`([a-z][\w.]*\.)\$\{/gi)].map(([, family = '']) => family)

function used(key: string): boolean {
  return (
    sources.includes(`'${key}'`) || sources.includes(`"${key}"`) || families.some((family) => key.startsWith(family))
  )
}

function sourceOf(folder: string): string {
  return readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(resolve(root, folder, file), 'utf8'))
    .join('\n')
}
