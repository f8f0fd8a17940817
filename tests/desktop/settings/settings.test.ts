import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Settings } from '../../../preload/desktop'
import { changeSettings, createSettings } from '../../../main/desktop/settings/settings'
import { readSettings } from '../../../main/desktop/settings/settings-file'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-settings-'))
  file = join(folder, 'settings.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function open(changes: Settings[] = []) {
  return createSettings({ file, preferredLanguages: ['fr-FR'], onChanged: (settings) => changes.push(settings) })
}

const defaults = { theme: 'system', language: 'system', resolvedLanguage: 'fr', zoomPercent: 100 }

describe('settings', () => {
  it('are the defaults the first time, in the language of the system', () => {
    expect(open().current()).toEqual(defaults)
    expect(existsSync(file)).toBe(false)
  })

  it('survive a restart', () => {
    open().change({ theme: 'dark', language: 'en', zoomPercent: 150 })
    expect(open().current()).toEqual({ theme: 'dark', language: 'en', resolvedLanguage: 'en', zoomPercent: 150 })
  })

  it('change one at a time and report each change', () => {
    const changes: Settings[] = []
    const settings = open(changes)
    settings.change({ theme: 'dark' })
    settings.change({ zoomPercent: 110 })
    expect(changes).toEqual([
      { ...defaults, theme: 'dark' },
      { ...defaults, theme: 'dark', zoomPercent: 110 },
    ])
  })

  it('store the bounds of the window in the same file', () => {
    const place = { x: 1, y: 2, width: 700, height: 600, maximised: true }
    open().rememberWindow(place)
    expect(open().windowBounds()).toEqual(place)
    expect(open().current()).toEqual(defaults)
  })

  it('can be read only by their owner, and leave no other file', () => {
    open().change({ theme: 'light' })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })
})

describe('a damaged settings file', () => {
  it.each(['', '{', 'null', '[]', '"dark"', '{"theme": 7}', '\0\0\0\0'])('with %j yields the defaults', (content) => {
    writeFileSync(file, content)
    expect(open().current()).toEqual(defaults)
    expect(open().windowBounds()).toBeNull()
  })

  it('loses only the invalid values', () => {
    writeFileSync(
      file,
      JSON.stringify({ theme: 'dark', language: 'klingon', zoomPercent: 9000, window: { x: 'left' }, extra: 1 }),
    )
    expect(readSettings(file)).toEqual({ theme: 'dark', language: 'system', zoomPercent: 100, window: null })
  })

  it('is repaired by the next change', () => {
    writeFileSync(file, 'broken')
    open().change({ zoomPercent: 125 })
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ zoomPercent: 125 })
  })
})

describe('a settings file that cannot be written', () => {
  it('applies the change to this run and answers that it was not saved', () => {
    mkdirSync(file)
    chmodSync(folder, 0o700)
    const settings = open()
    const outcome = changeSettings({ settings }, { theme: 'dark' })
    expect(outcome).toEqual({ ok: false, error: { code: 'storage', reason: 'io' } })
    expect(settings.current().theme).toBe('dark')
  })
})
