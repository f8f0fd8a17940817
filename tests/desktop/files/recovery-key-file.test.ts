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
  const suggestedNames: string[] = []
  const dialogs: Dialogs = {
    save: ({ name }) => {
      suggestedNames.push(name)
      return Promise.resolve(chosen)
    },
    folder: () => Promise.resolve(null),
    open: () => Promise.resolve(chosen),
  }
  return { suggestedNames, dialogs, translate: createTranslate(language), today: () => '22 November 2026' }
}

describe('a saved key sheet', () => {
  it('contains the email, the grouped key, the date and instructions', async () => {
    expect(await saveRecoveryKey(deps(file), sheet)).toEqual({ ok: true, value: { path: file } })
    expect(readFileSync(file, 'utf8')).toBe(
      `Latchkey recovery key\nEmail: camille@example.com\nKey: ${dashed}\nCreated: 22 November 2026\n` +
        'To use it: open Latchkey, choose “Forgot your password?”, enter this email and key. The key works once.\n',
    )
  })

  it('can be read only by its owner even if it replaces a file that others could read', async () => {
    writeFileSync(file, 'something else', { mode: 0o644 })
    await saveRecoveryKey(deps(file), sheet)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('can be read only by its owner', async () => {
    await saveRecoveryKey(deps(file), sheet)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('has a suggested file name without an email', async () => {
    const fileDeps = deps(file)
    await saveRecoveryKey(fileDeps, sheet)
    expect(fileDeps.suggestedNames[0]).toBe('latchkey-recovery-key.txt')
  })

  it('is not written if the user cancels', async () => {
    expect(await saveRecoveryKey(deps(null), sheet)).toEqual({ ok: true, value: null })
    expect(existsSync(file)).toBe(false)
  })

  it('answers the reason if it cannot be written', async () => {
    mkdirSync(file)
    expect(await saveRecoveryKey(deps(file), sheet)).toEqual({ ok: false, error: { code: 'storage', reason: 'io' } })
  })
})

describe('opening a key sheet', () => {
  it.each(['en', 'fr'] as const)('finds the email and the key in a saved sheet: %s', async (language) => {
    await saveRecoveryKey(deps(file, language), sheet)
    expect(await openRecoveryKey(deps(file))).toEqual({ ok: true, value: { email: sheet.email, recoveryKey: dashed } })
  })

  it.each([
    ['Windows line endings', `Email: a@b\r\nKey: ${dashed}\r\n`, 'a@b'],
    ['lower case and spaces', 'a@b\n7k4mq x2rvt 9hdwn 3czfa p8gjt', 'a@b'],
    ['a byte order mark', `\uFEFFEmail: a@b\nKey: ${dashed}`, 'a@b'],
    ['a key without an email', dashed, ''],
  ])('accepts %s', (_what, text, email) => {
    expect(findKey(text)).toEqual({ email, recoveryKey: dashed })
  })

  it.each([
    ['an empty file', ''],
    ['unrelated text', 'Dear diary, today I lost my key: again.'],
    ['a mistyped key', 'Email: a@b\nKey: 7K4MQ-X2RVT-9HDWN-3CZFA-P8GJE'],
    ['binary data', '\0\u0001\u0002'],
  ])('answers malformed for %s', async (_what, text) => {
    writeFileSync(file, text)
    expect(await openRecoveryKey(deps(file))).toEqual({
      ok: false,
      error: { code: 'invalidInput', fields: { file: 'malformed' } },
    })
  })

  it('does not block on a pipe without a writer', async () => {
    execFileSync('mkfifo', [file])
    expect(await openRecoveryKey(deps(file))).toMatchObject({ ok: false, error: { code: 'invalidInput' } })
  })

  it('does not read a large file, a folder or a missing file', async () => {
    writeFileSync(file, `${'x'.repeat(70_000)}\n${dashed}`)
    const malformed = { ok: false, error: { code: 'invalidInput', fields: { file: 'malformed' } } }
    for (const path of [file, folder, join(folder, 'gone')])
      expect(await openRecoveryKey(deps(path))).toEqual(malformed)
  })

  it('answers null if the user cancels', async () => {
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
    return { pages, printDeps: { translate: createTranslate('en'), today: () => 'today', print: printer } }
  }

  it('contains the lines of the saved sheet and space for a note', async () => {
    const { pages, printDeps } = print('printed')
    expect(await printRecoveryKey(printDeps, sheet)).toEqual({ ok: true, value: { printed: true } })
    for (const line of keySheetText(printDeps, sheet).trimEnd().split('\n')) expect(pages[0]).toContain(line)
    expect(pages[0]).toContain('Notes:')
  })

  it('answers null if the user cancels', async () => {
    expect(await printRecoveryKey(print('cancelled').printDeps, sheet)).toEqual({ ok: true, value: null })
  })

  it('escapes markup in an email', () => {
    const text = keySheetText(
      { translate: createTranslate('en'), today: () => 'today' },
      { ...sheet, email: `<img src=x onerror="1">&'@b` },
    )
    const page = keySheetPage(text, createTranslate('en'))
    expect(page).not.toContain('<img')
    expect(page).toContain('&#60;img src=x onerror=&#34;1&#34;&#62;&#38;&#39;@b')
  })
})
