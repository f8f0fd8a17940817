import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contractDocument } from '../reference/contract-document'

test('docs/contract.md is up to date (npm run docs:contract updates it)', async () => {
  expect(readFileSync('docs/contract.md', 'utf8')).toBe(await contractDocument())
})

test('two runs produce the same document', async () => {
  expect(await contractDocument()).toBe(await contractDocument())
})
