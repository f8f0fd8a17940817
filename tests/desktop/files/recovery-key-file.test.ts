import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Dialogs } from '../../../main/desktop/files/dialogs'
import { keySheetPage, printRecoveryKey } from '../../../main/desktop/files/key-sheet-page'
import { findKey, keySheetText, openRecoveryKey, saveRecoveryKey } from '../../../main/desktop/files/recovery-key-file'
import { createTranslate } from '../../../main/desktop/settings/i18n'

const sheet = { email: 'camille@example.com', recoveryKey: '7K4MQX2RVT9HDWN3CZFAP8GJT' }
const dashed = '7K4MQ-X2RVT-9HDWN-3CZFA-P8GJT'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-key-'))
  file = join(folder, 'key.txt')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function deps(chosen: string | null, language: 'en' | 'fr' = 'en') {
  const asked: string[] = []
  const dialogs: Dialogs = {
    save: ({ name }) => {
      asked.push(name)
      return Promise.resolve(chosen)
    },
    folder: () => Promise.resolve(null),
    open: () => Promise.resolve(chosen),
  }
  return { asked, dialogs, translate: createTranslate(language), today: () => '22 November 2026' }
}

describe('a saved key sheet', () => {
  it('holds the email, the key as it is written down, the day, and how to use it', async () => {
    expect(await saveRecoveryKey(deps(file), sheet)).toEqual({ ok: true, value: { path: file } })
    expect(readFileSync(file, 'utf8')).toBe(
      `Latchkey recovery key\nEmail: camille@example.com\nKey: ${dashed}\nCreated: 22 November 2026\n` +
        'To use it: open Latchkey, choose “Forgot your password?”, enter this email and key. The key works once.\n',
    )
  })

  it('can be read by its owner alone, also where others could read what it replaces', async () => {
    writeFileSync(file, 'something else', { mode: 0o644 })
    await saveRecoveryKey(deps(file), sheet)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('can be read by its owner alone', async () => {
    await saveRecoveryKey(deps(file), sheet)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('is offered under a name that tells no email', async () => {
    const world = deps(file)
    await saveRecoveryKey(world, sheet)
    expect(world.asked[0]).toBe('latchkey-recovery-key.txt')
  })

  it('is not written when the person changes their mind', async () => {
    expect(await saveRecoveryKey(deps(null), sheet)).toEqual({ ok: true, value: null })
    expect(existsSync(file)).toBe(false)
  })

  it('says why it could not be written', async () => {
    mkdirSync(file)
    expect(await saveRecoveryKey(deps(file), sheet)).toEqual({ ok: false, error: { code: 'storage', reason: 'io' } })
  })
})

describe('opening a key sheet', () => {
  it.each(['en', 'fr'] as const)('finds email and key in what was saved: %s', async (language) => {
    await saveRecoveryKey(deps(file, language), sheet)
    expect(await openRecoveryKey(deps(file))).toEqual({ ok: true, value: { email: sheet.email, recoveryKey: dashed } })
  })

  it.each([
    ['Windows line ends', `Email: a@b\r\nKey: ${dashed}\r\n`, 'a@b'],
    ['small letters and spaces', 'a@b\n7k4mq x2rvt 9hdwn 3czfa p8gjt', 'a@b'],
    ['a mark at its beginning', `\uFEFFEmail: a@b\nKey: ${dashed}`, 'a@b'],
    ['a key and no email', dashed, ''],
  ])('copes with %s', (_what, text, email) => {
    expect(findKey(text)).toEqual({ email, recoveryKey: dashed })
  })

  it.each([
    ['an empty file', ''],
    ['another text', 'Dear diary, today I lost my key: again.'],
    ['a mistyped key', 'Email: a@b\nKey: 7K4MQ-X2RVT-9HDWN-3CZFA-P8GJE'],
    ['bytes', '\0\u0001\u0002'],
  ])('answers malformed for %s', async (_what, text) => {
    writeFileSync(file, text)
    expect(await openRecoveryKey(deps(file))).toEqual({
      ok: false,
      error: { code: 'invalidInput', fields: { file: 'malformed' } },
    })
  })

  it('does not wait for a pipe that nobody writes to', async () => {
    execFileSync('mkfifo', [file])
    expect(await openRecoveryKey(deps(file))).toMatchObject({ ok: false, error: { code: 'invalidInput' } })
  })

  it('does not read a large file, a folder, or one that is gone', async () => {
    writeFileSync(file, `${'x'.repeat(70_000)}\n${dashed}`)
    const malformed = { ok: false, error: { code: 'invalidInput', fields: { file: 'malformed' } } }
    for (const path of [file, folder, join(folder, 'gone')])
      expect(await openRecoveryKey(deps(path))).toEqual(malformed)
  })

  it('answers null when the person changes their mind', async () => {
    expect(await openRecoveryKey(deps(null))).toEqual({ ok: true, value: null })
  })
})

describe('a printed key sheet', () => {
  const print = (result: 'printed' | 'cancelled') => {
    const pages: string[] = []
    const printer = (html: string) => {
      pages.push(html)
      return Promise.resolve(result)
    }
    return { pages, deps: { translate: createTranslate('en'), today: () => 'today', print: printer } }
  }

  it('holds the same lines, and room for a note', async () => {
    const { pages, deps: printing } = print('printed')
    expect(await printRecoveryKey(printing, sheet)).toEqual({ ok: true, value: { printed: true } })
    for (const line of keySheetText(printing, sheet).trimEnd().split('\n')) expect(pages[0]).toContain(line)
    expect(pages[0]).toContain('Notes:')
  })

  it('answers null when the person changes their mind', async () => {
    expect(await printRecoveryKey(print('cancelled').deps, sheet)).toEqual({ ok: true, value: null })
  })

  it('turns no email into markup', () => {
    const text = keySheetText(
      { translate: createTranslate('en'), today: () => 'today' },
      { ...sheet, email: `<img src=x onerror="1">&'@b` },
    )
    const page = keySheetPage(text, createTranslate('en'))
    expect(page).not.toContain('<img')
    expect(page).toContain('&#60;img src=x onerror=&#34;1&#34;&#62;&#38;&#39;@b')
  })
})
