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
  ['atomicWriteFile', (path: string, text: string) => atomicWriteFile(path, Buffer.from(text))],
  [
    'atomicWriteFileSync',
    (path: string, text: string) => Promise.resolve().then(() => atomicWriteFileSync(path, text)),
  ],
])('%s', (_name, write) => {
  test('replaces the file, and only the owner can read the new one', async () => {
    writeFileSync(file, 'old', { mode: 0o644 })
    await write(file, 'new')
    expect(readFileSync(file, 'utf8')).toBe('new')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  test('replaces a temporary file that a crash left', async () => {
    writeFileSync(`${file}.part`, 'half', { mode: 0o644 })
    await write(file, 'new')
    expect(readFileSync(file, 'utf8')).toBe('new')
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('leaves no temporary file if the rename fails', async () => {
    mkdirSync(join(file, 'in the way'), { recursive: true })
    await expect(write(file, 'new')).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  test('throws the error of the file system', async () => {
    await expect(write(join(folder, 'missing', 'x'), 'new')).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
