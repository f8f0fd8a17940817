import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createIntl } from 'react-intl'
import { describe, expect, it } from 'vitest'
import accountsEn from '../../copy/accounts.en.json'
import accountsFr from '../../copy/accounts.fr.json'
import firstEn from '../../copy/en.json'
import firstFr from '../../copy/fr.json'
import restoreEn from '../../copy/restore.en.json'
import restoreFr from '../../copy/restore.fr.json'
import { product } from '../../copy/product'
import { name, productName } from '../../package.json'

const en = { ...firstEn, ...accountsEn, ...restoreEn }
const fr = { ...firstFr, ...accountsFr, ...restoreFr }
const catalogues = { en, fr } as const
type Messages = Readonly<Record<string, string>>

describe('message catalogue', () => {
  it('has the same keys in the same order in both languages', () => {
    expect(Object.keys(fr)).toEqual(Object.keys(en))
  })

  it.each(Object.keys(en))('has the same placeholders in both languages: %s', (key) => {
    expect(placeholders((fr as Messages)[key])).toEqual(placeholders((en as Messages)[key]))
  })

  it.each(['en', 'fr'] as const)('contains only valid ICU messages: %s', (locale) => {
    const failures: unknown[] = []
    const intl = createIntl({ locale, messages: catalogues[locale], onError: (error) => failures.push(error) })
    for (const [id, message] of Object.entries(catalogues[locale])) {
      const values = Object.fromEntries(placeholders(message).map((placeholder) => [placeholder, 7]))
      expect(intl.formatMessage({ id }, values)).not.toMatch(/[{}]/)
    }
    expect(failures).toEqual([])
  })

  it('has no empty message and no surrounding white space', () => {
    const untidy = [...Object.values(en), ...Object.values(fr)].filter((text) => text === '' || text.trim() !== text)
    expect(untidy).toEqual([])
  })

  it('uses non-breaking spaces with French punctuation', () => {
    const breakable = Object.entries(fr).filter(([, text]) =>
      /(?<![\u202f\u00a0])[?!;:»](?!\S)|«(?![\u202f\u00a0])/u.test(text),
    )
    expect(breakable).toEqual([])
  })

  it('has no unused key', () => {
    const unused = Object.keys(en).filter((key) => !isUsed(key))
    expect(unused).toEqual([])
  })

  it('uses the product name of package.json', () => {
    expect(productName).toBe(product)
    expect(name).toBe(product.toLowerCase())
  })
})

function placeholders(message = ''): string[] {
  return [...new Set([...message.matchAll(/\{(\w+)\s*[},]/g)].map(([, placeholder = '']) => placeholder))].sort()
}

const root = resolve(import.meta.dirname, '../..')
const sources = ['main', 'renderer', 'copy'].map(sourceOf).join('\n')
/** Prefixes of computed keys, such as `act.e.${event}`. A key with such a prefix counts as used. */
const prefixes = [...sources.matchAll(/`([a-z][\w.]*\.)\$\{/gi)].map(([, prefix = '']) => prefix)

function isUsed(key: string): boolean {
  return (
    sources.includes(`'${key}'`) || sources.includes(`"${key}"`) || prefixes.some((prefix) => key.startsWith(prefix))
  )
}

function sourceOf(folder: string): string {
  return readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(resolve(root, folder, file), 'utf8'))
    .join('\n')
}
