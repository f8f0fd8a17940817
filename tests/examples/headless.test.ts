import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const source = readFileSync('examples/headless.ts', 'utf8')

test('the example registers, logs in and resets a password in plain Node', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run-typescript.mjs', 'examples/headless.ts'])
  expect(stderr.toString()).toBe('')
  expect(stdout.toString().trim().split('\n')).toEqual([
    'registered guillaume@holberton.io',
    'logged in guillaume',
    'reset; the old password is refused',
    'logged in with the new one',
  ])
  expect(status).toBe(0)
})

test('the example is short, and its bundle does not contain Electron', () => {
  expect(source.trimEnd().split('\n').length).toBeLessThan(40)
  expect(readFileSync('node_modules/.cache/latchkey/run/headless/headless.mjs', 'utf8')).not.toMatch(/["']electron["']/)
})
