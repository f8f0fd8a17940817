import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures'

const catalogue = (language: string) =>
  JSON.parse(readFileSync(`renderer/explorer/words/${language}.json`, 'utf8')) as Record<string, string>
const en = catalogue('en')
const fr = catalogue('fr')

/** Words that only the explorer has: long enough not to stand in anything else. */
const words = [...Object.values(en), ...Object.values(fr)].filter((text) => text.length >= 20 && !text.includes('{'))
const marks = ['#/dev/api', 'data-entry', ...Object.keys(en)]

test('what ships has neither the explorer nor its words, and its address leads nowhere', async ({
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

/** Every script, style and page of a build, source maps aside: no package has those. */
function contents(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  const read = files.filter((file) => /\.(c?js|css|html)$/.test(file) && statSync(file).isFile())
  return read.map((file) => readFileSync(file, 'utf8')).join('\n')
}
