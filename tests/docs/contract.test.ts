import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contractDocument } from '../reference/contract-document'

test('docs/contract.md says what the contract says today (npm run docs:contract makes it anew)', async () => {
  expect(readFileSync('docs/contract.md', 'utf8')).toBe(await contractDocument())
})

test('two runs tell the same', async () => {
  expect(await contractDocument()).toBe(await contractDocument())
})
