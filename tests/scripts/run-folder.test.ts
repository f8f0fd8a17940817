import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from './temporary-folder'

const module = new URL('../../scripts/test/temporary-folder.mjs', import.meta.url).href

/** Runs code in a process with its own temporary folder, inside `TMPDIR`. */
function run(source: string, TMPDIR: string) {
  const script = `
    import fs from 'node:fs'
    import { syncBuiltinESMExports } from 'node:module'
    import { tmpdir } from 'node:os'
    const { useOwnTemporaryFolder } = await import('${module}')
    useOwnTemporaryFolder()
    ${source}`
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TMPDIR },
    encoding: 'utf8',
  })
}

test('a run has its own temporary folder and removes it', () => {
  const all = temporaryFolder()
  const { stdout } = run('fs.mkdirSync(tmpdir() + "/left"); console.log(tmpdir())', all)
  expect(stdout.trim()).toMatch(new RegExp(`^${all}/latchkey-run-\\d+-`))
  expect(readdirSync(all)).toEqual([])
})

test('a run ends although its folder cannot be removed; the next run removes it', () => {
  const all = temporaryFolder()
  const failing = `
    fs.rmSync = () => { throw new Error('ENOTEMPTY') }
    syncBuiltinESMExports()
    await Promise.resolve().then(() => process.exit(143)).catch(() => console.log('went on'))`
  const { status, stdout } = run(failing, all)
  expect({ status, stdout }).toEqual({ status: 143, stdout: '' })
  expect(readdirSync(all)).toHaveLength(1)
  run('', all)
  expect(readdirSync(all)).toEqual([])
})

test('keeps the folder of another run that is still running', () => {
  const all = temporaryFolder()
  const other = join(all, `latchkey-run-${process.pid}-x`)
  mkdirSync(other)
  run('', all)
  expect(existsSync(other)).toBe(true)
})
