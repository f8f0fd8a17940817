import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import en from '../../renderer/explorer/words/en.json'
import fr from '../../renderer/explorer/words/fr.json'

const folder = 'renderer/explorer'
const sources = readdirSync(folder)
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
  .join('\n')

it('has the same explorer messages and placeholders in both languages', () => {
  const placeholders = (text: string) => [...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name).sort()
  expect(Object.keys(fr)).toEqual(Object.keys(en))
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect(placeholders(fr[key]), key).toEqual(placeholders(en[key]))
  }
})

it('has no unused explorer message', () => {
  const unused = Object.keys(en).filter((key) => !sources.includes(`'${key}'`) && !key.startsWith('api.group.'))
  expect(unused).toEqual([])
})

it('uses non-breaking spaces with French punctuation in the explorer', () => {
  expect(Object.values(fr).filter((text) => / [:;!?»]|« /.test(text))).toEqual([])
})
