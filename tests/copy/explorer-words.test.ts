import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import en from '../../renderer/explorer/words/en.json'
import fr from '../../renderer/explorer/words/fr.json'

const folder = 'renderer/explorer'
const sources = readdirSync(folder)
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
  .join('\n')

it('says the same things in both languages, with the same placeholders', () => {
  const placeholders = (text: string) => [...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name).sort()
  expect(Object.keys(fr)).toEqual(Object.keys(en))
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    expect(placeholders(fr[key]), key).toEqual(placeholders(en[key]))
  }
})

it('has no sentence that nothing says', () => {
  const unused = Object.keys(en).filter((key) => !sources.includes(`'${key}'`) && !key.startsWith('api.group.'))
  expect(unused).toEqual([])
})

it('keeps French punctuation with its word', () => {
  expect(Object.values(fr).filter((text) => / [:;!?»]|« /.test(text))).toEqual([])
})
