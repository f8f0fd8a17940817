import { existsSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'

const checklist = readFileSync('docs/security-checklist.md', 'utf8')
const rows = checklist.split('\n').filter((line) => /^\| *E?\d/.test(line))
const proofs = [...rows.join('\n').matchAll(/`(tests\/[^` ]+)(?: › ([^`]*))?`/g)].map(([, file = '', name = '']) => ({
  file,
  name,
}))

test('every row of the checklist says how it stands, and proves it unless it comes later', () => {
  expect(rows.length).toBeGreaterThan(70)
  for (const row of rows) {
    expect(row).toMatch(/\| (met|later|differs|n\/a)/)
    if (!/\| later/.test(row)) expect(row, row).toMatch(/`tests\//)
  }
})

test('every test named as a proof exists', () => {
  const missing = proofs.filter(({ file, name }) => !isThere(file, name))
  expect(missing).toEqual([])
})

function isThere(file: string, name: string): boolean {
  if (!existsSync(file)) return false
  return statSync(file).isDirectory() || (readFileSync(file, 'utf8').includes(name) && name !== '')
}
