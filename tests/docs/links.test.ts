import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const { scripts, author } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>
  author?: { email?: string }
}
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'].filter((file) => existsSync(file)),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]

describe.each(documents)('%s', (file) => {
  const text = readFileSync(file, 'utf8')

  test('names only commands that exist', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  test('names only files that exist', () => {
    // Skips names with a placeholder, such as `main/calls/<name>.ts`.
    const named = [
      ...text.matchAll(/`((?:main|preload|renderer|copy|tests|bench|scripts|docs|examples)\/[\w./-]+)`/g),
    ].map(([, path = '']) => path)
    expect(named.filter((path) => !existsSync(path))).toEqual([])
  })

  test('links only to files that exist, images included', () => {
    const linked = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#]+)/g)].map(([, path = '']) => path)
    expect(linked.filter((path) => !existsSync(join(dirname(file), path)))).toEqual([])
  })
})

test('package.json has an address for reports of security problems', () => {
  expect(author?.email).toMatch(/.+@.+/)
})
