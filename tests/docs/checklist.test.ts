import { existsSync, readFileSync, statSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

type Proof = { file: string; name: string }

const checklist = readFileSync('docs/security-checklist.md', 'utf8')
const rows = checklist.split('\n').filter((line) => /^\| *E?\d/.test(line))

test('every row of the checklist has a state, and proof unless the state is "later"', () => {
  expect(rows.length).toBeGreaterThan(75)
  for (const row of rows) {
    const state = /\| (met|later|differs|n\/a)(?=[ :;,])/.exec(row)?.[1]
    expect(state, row).toBeDefined()
    if (state === 'later') expect(row).toMatch(/\| – \|$/)
    else expect(proofsOf(row).length, row).toBeGreaterThan(0)
  }
})

test('every proof in the checklist is a test that exists', () => {
  expect(rows.flatMap(proofsOf).filter((proof) => !isProven(proof))).toEqual([])
})

describe('a proof is refused if it', () => {
  test.each([
    ['is a folder', { file: 'tests/docs', name: '' }],
    ['is a folder with a name', { file: 'tests/docs', name: 'every row' }],
    ['is a whole file', { file: 'tests/docs/checklist.test.ts', name: '' }],
    ['is in a file that does not exist', { file: 'tests/docs/no-such.test.ts', name: 'every row' }],
    ['is in the file, but not in the title of a test', { file: 'tests/docs/checklist.test.ts', name: 'proofsOf' }],
    ['is the title of a group', { file: 'tests/docs/checklist.test.ts', name: 'a proof is refused' }],
    ['has only the placeholder of a table', { file: 'tests/docs/checklist.test.ts', name: '%s' }],
  ])('%s', (_, proof) => {
    expect(isProven(proof)).toBe(false)
  })

  test('is not refused: a part of the title of a test', () => {
    expect(isProven({ file: 'tests/docs/checklist.test.ts', name: 'is a test that exists' })).toBe(true)
  })
})

/** The proofs of a row: the text in backquotes in its last column. */
function proofsOf(row: string): Proof[] {
  const column = row.split(' | ').at(-1) ?? ''
  return [...column.matchAll(/`([^`]+)`/g)].map(([, proof = '']) => {
    const [file = '', name = ''] = proof.split(' › ')
    return { file, name }
  })
}

/** A name needs letters: placeholders alone (`%s: %s`) would match the title of any table. */
function isProven({ file, name }: Proof): boolean {
  if (!/^tests\/.+\.(test|spec|walk)\.tsx?$/.test(file) || !existsSync(file) || !statSync(file).isFile()) return false
  return /\p{L}{2}/u.test(name.replace(/%\w/g, '')) && testTitles(file).some((title) => title.includes(name))
}

/** The titles of `test(…)` and `it(…)` as written, without skipped tests. */
function testTitles(file: string): string[] {
  const titles: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [title] = node.arguments
      if (title && ts.isStringLiteralLike(title)) titles.push(title.text)
      else if (title && ts.isTemplateExpression(title)) titles.push(title.getText().slice(1, -1))
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true))
  return titles
}

/** Matches `test`, `it` and their variants, such as `test.each([…])`. */
function isTest(called: ts.Expression): boolean {
  if (ts.isIdentifier(called)) return called.text === 'test' || called.text === 'it'
  if (ts.isCallExpression(called)) return isTest(called.expression)
  return (
    ts.isPropertyAccessExpression(called) &&
    /^(each|for|only|skipIf|runIf|concurrent|sequential)$/.test(called.name.text) &&
    isTest(called.expression)
  )
}
