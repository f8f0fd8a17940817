import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures'

const catalogue = (language: string) =>
  JSON.parse(readFileSync(`renderer/explorer/words/${language}.json`, 'utf8')) as Record<string, string>
const en = catalogue('en')
const fr = catalogue('fr')

/** Texts of the explorer that are long enough to occur nowhere else. */
const words = [...Object.values(en), ...Object.values(fr)].filter((text) => text.length >= 20 && !text.includes('{'))
const marks = ['#/dev/api', 'data-entry', ...Object.keys(en)]

test('the real build contains neither the API explorer nor its texts, and the address of the explorer shows Welcome', async ({
  shared: { page },
}) => {
  const shipped = contents('out')
  expect(words.length).toBeGreaterThan(10)
  expect(shipped.length).toBeGreaterThan(100_000)
  expect([...words, ...marks].filter((text) => shipped.includes(text))).toEqual([])
  expect(words.filter((text) => !contents('out-test').includes(text))).toEqual([])
  await page.evaluate(() => (window.location.hash = '#/dev/api/auth.welcome'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Welcome|Bienvenue/)
})

/**
 * The text of every script, style sheet and page of a build. Source maps are skipped, because no
 * package contains them.
 */
function contents(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  const read = files.filter((file) => /\.(c?js|css|html)$/.test(file) && statSync(file).isFile())
  return read.map((file) => readFileSync(file, 'utf8')).join('\n')
}
