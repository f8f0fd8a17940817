import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { atomicWriteFile, atomicWriteFileSync } from '../main/atomic-write-file'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-write-'))
  file = join(folder, 'settings.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.each([
  ['later', (path: string, text: string) => atomicWriteFile(path, Buffer.from(text))],
  ['at once', (path: string, text: string) => Promise.resolve().then(() => atomicWriteFileSync(path, text))],
])('a file that is written %s', (_when, write) => {
  test('replaces the old one, and only its owner can read it', async () => {
    writeFileSync(file, 'old', { mode: 0o644 })
    await write(file, 'new')
    expect(readFileSync(file, 'utf8')).toBe('new')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  test('is not hindered by what a crash left', async () => {
    writeFileSync(`${file}.part`, 'half', { mode: 0o644 })
    await write(file, 'new')
    expect(readFileSync(file, 'utf8')).toBe('new')
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('leaves no temporary file where it cannot take its name', async () => {
    mkdirSync(join(file, 'in the way'), { recursive: true })
    await expect(write(file, 'new')).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  test('says what the file system says', async () => {
    await expect(write(join(folder, 'missing', 'x'), 'new')).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
