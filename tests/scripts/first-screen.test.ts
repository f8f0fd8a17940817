import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { firstScreenBytes, withinBudget } from '../../scripts/first-screen'

const code = {
  index: randomBytes(400).toString('hex'),
  button: randomBytes(300).toString('hex'),
  session: randomBytes(500).toString('hex'),
  en: randomBytes(100).toString('hex'),
  fr: randomBytes(120).toString('hex'),
}
const size = (name: keyof typeof code) => gzipSync(code[name]).length

const chunk = (name: keyof typeof code, more: object = {}) => ({
  type: 'chunk' as const,
  fileName: `${name}.js`,
  code: code[name],
  isEntry: false,
  imports: [] as string[],
  facadeModuleId: null,
  ...more,
})

const bundle = {
  'index.js': chunk('index', { isEntry: true, imports: ['button.js'] }),
  'button.js': chunk('button', { imports: ['index.js'] }),
  'session.js': chunk('session', { imports: ['button.js'] }),
  'en.js': chunk('en', { facadeModuleId: '/app/copy/en.json' }),
  'fr.js': chunk('fr', { facadeModuleId: '/app/copy/fr.json' }),
  'index.css': { type: 'asset' as const },
}

test('counts what the first screen imports and the longest language, not what loads later', () => {
  expect(firstScreenBytes(bundle)).toBe(size('index') + size('button') + size('fr'))
})

test('prints the sum, and fails a build above the limit', () => {
  expect(withinBudget(119_940, 120_000)).toBe(
    'The first screen loads 119.9 kB of JavaScript, gzipped (at most 120.0 kB).',
  )
  expect(() => withinBudget(120_001, 120_000)).toThrow(/at most 120/)
})
