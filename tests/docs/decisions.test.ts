import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = 'docs/decisions'
const records = readdirSync(folder).filter((name) => /^\d{4}-/.test(name))
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

test('the list of decisions contains each record once, in order', () => {
  const listed = [...read('README.md').matchAll(/\]\((\d{4}-[^)]+)\)/g)].map(([, name]) => name)
  expect(listed).toEqual(records.sort())
})

test.each(records)('%s has its number, a context, a decision and consequences', (name) => {
  const headings = [...read(name).matchAll(/^(?:# (\d+)\.|\*\*(\w+)\.\*\*)/gm)].map(
    ([, number, part]) => number ?? part,
  )
  expect(headings).toEqual([String(Number(name.slice(0, 4))), 'Context', 'Decision', 'Consequences'])
})
