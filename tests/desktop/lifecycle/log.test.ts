import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../../../main/desktop/lifecycle/log'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-log-'))
  file = join(folder, 'logs', 'latchkey.log')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (maxBytes = 1024) => createLog({ file, maxBytes, now: () => Date.UTC(2026, 10, 22, 9) })

describe('the log', () => {
  it('writes one JSON object per line, with the time in UTC', () => {
    const log = open()
    log('started')
    log('unexpected', { call: 'logIn', reference: '4f2a90bc' })
    expect(
      readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { time: '2026-11-22T09:00:00.000Z', event: 'started' },
      { time: '2026-11-22T09:00:00.000Z', event: 'unexpected', call: 'logIn', reference: '4f2a90bc' },
    ])
  })

  it('writes one line even if a value contains a line break (ASVS 16.4.1)', () => {
    open()('pageGone', { reason: 'crashed\n{"event":"forged"}' })
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(1)
  })

  it('can be read only by its owner', () => {
    open()('started')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'logs')).mode & 0o777).toBe(0o700)
  })

  it('keeps exactly one older file', () => {
    const log = open(100)
    for (let line = 0; line < 50; line += 1) log('event', { line })
    expect(statSync(file).size).toBeLessThan(300)
    expect(statSync(`${file}.old`).size).toBeLessThan(300)
    expect(existsSync(`${file}.old.old`)).toBe(false)
  })

  it('ignores write errors', () => {
    writeFileSync(join(folder, 'logs'), 'a file where the folder should be')
    expect(() => open()('started')).not.toThrow()
    rmSync(join(folder, 'logs'))
    mkdirSync(file, { recursive: true })
    expect(() => open()('started')).not.toThrow()
  })
})
