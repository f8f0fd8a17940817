import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import en from '../../../copy/en.json'
import fr from '../../../copy/fr.json'
import { createDesktopCalls, type DesktopCalls } from '../../../main/desktop/calls/desktop-calls'
import type { DesktopDeps } from '../../../main/desktop/calls/desktop-deps'
import { createTranslate, formatDateTime } from '../../../main/desktop/settings/i18n'
import type { Language } from '../../../main/desktop/settings/language'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../../support/people'
import { createWorld, type World } from '../../support/world'

const issuedCode = '7K4MQ-X2RVT-9HDWN-3CZFA-P8GJT'
/** In the time zone of this computer, as the sheet shows it. */
const expiresAt = new Date(2026, 10, 23, 9, 0).getTime()
const invitation = { email: null, issuedCode: issuedCode.toLowerCase().replaceAll('-', ' '), expiresAt }
const resetCode = { ...invitation, email: bob.email }

let world: World
let folder: string
let file: string
let suggested: { title: string; name: string }[]
let printed: string[]
beforeEach(async () => {
  world = await createWorld()
  folder = mkdtempSync(join(tmpdir(), 'latchkey-code-'))
  file = join(folder, 'code.txt')
  suggested = []
  printed = []
  await registered(world.auth, ana)
  await loggedIn(world.auth, ana)
})
afterEach(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The real calls on the real database, with dialogs that answer at once. */
function desktopIn(language: Language, chosen: string | null = file): DesktopCalls {
  const choose = (options: { title: string; name?: string }) => {
    suggested.push({ name: '', ...options })
    return Promise.resolve(chosen)
  }
  const deps: Partial<DesktopDeps> = {
    translate: createTranslate(language),
    dateTime: (at) => formatDateTime(language, at),
    dialogs: { save: choose, open: choose, folder: choose },
    print: (html) => {
      printed.push(html)
      return Promise.resolve(chosen === null ? 'cancelled' : 'printed')
    },
    dataFolder: world.folder,
  }
  return createDesktopCalls(deps as DesktopDeps, world.accounts.handler)
}

/** The text of the file, with the spaces that a formatted time has in some versions of ICU. */
const saved = () => readFileSync(file, 'utf8').replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ')

describe('a saved code', () => {
  it.each([
    [
      'en',
      [
        'Latchkey invitation',
        'For one new account, on the computer where an owner issued it.',
        `Code: ${issuedCode}`,
        'Valid until: November 23, 2026 at 9:00 AM',
        'To use it: open Latchkey, choose “Create an account”, enter this code in the field “Invitation”. The code works once.',
      ],
      [
        'Latchkey reset code',
        'Email: bob@example.com',
        `Code: ${issuedCode}`,
        'Valid until: November 23, 2026 at 9:00 AM',
        'To set a new password: open Latchkey, choose “Forgot your password?”, enter this email, and this code in the field “Recovery key”. The code works once.',
      ],
    ],
    [
      'fr',
      [
        'Invitation Latchkey',
        'Pour un nouveau compte, sur l’ordinateur où un propriétaire l’a créée.',
        `Code : ${issuedCode}`,
        'Valable jusqu’au : 23 novembre 2026 à 09:00',
        'Pour l’utiliser : ouvrez Latchkey, choisissez « Créer un compte », saisissez ce code dans le champ « Invitation ». Le code ne sert qu’une fois.',
      ],
      [
        'Code de réinitialisation Latchkey',
        'Adresse e-mail : bob@example.com',
        `Code : ${issuedCode}`,
        'Valable jusqu’au : 23 novembre 2026 à 09:00',
        'Pour choisir un nouveau mot de passe : ouvrez Latchkey, choisissez « Mot de passe oublié ? », saisissez cette adresse e-mail, puis ce code dans le champ « Clé de récupération ». Le code ne sert qu’une fois.',
      ],
    ],
  ] as const)(
    'says what it is for, until when it is valid, how it is used, and that it works once: %s',
    async (language, linesOfInvitation, linesOfResetCode) => {
      expect(valueOf(await desktopIn(language).saveIssuedCode(invitation))).toEqual({ path: file })
      expect(saved().split('\n')).toEqual([...linesOfInvitation, ''])
      valueOf(await desktopIn(language).saveIssuedCode(resetCode))
      expect(saved().split('\n')).toEqual([...linesOfResetCode, ''])
    },
  )

  it.each([
    ['en', en],
    ['fr', fr],
  ])('names the buttons and fields as the screens do: %s', (_language, words) => {
    for (const key of ['login.newLink', 'register.invitation'] as const)
      expect(words['print.invitation']).toContain(words[key])
    for (const key of ['login.forgot', 'reset.key.label'] as const)
      expect(words['print.resetCode']).toContain(words[key])
  })

  it('can be read only by its owner, even if it replaces a file that others could read', async () => {
    writeFileSync(file, 'something else', { mode: 0o644 })
    valueOf(await desktopIn('en').saveIssuedCode(resetCode))
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('has a suggested file name without an email', async () => {
    valueOf(await desktopIn('en').saveIssuedCode(invitation))
    valueOf(await desktopIn('fr').saveIssuedCode(resetCode))
    expect(suggested).toMatchObject([
      { title: 'Save the code', name: 'latchkey-invitation.txt' },
      { title: 'Enregistrer le code', name: 'latchkey-reset-code.txt' },
    ])
  })

  it.each(['en', 'fr'] as const)('of a reset can be opened where the recovery key is typed: %s', async (language) => {
    const desktop = desktopIn(language)
    valueOf(await desktop.saveIssuedCode(resetCode))
    expect(valueOf(await desktop.openRecoveryKey())).toEqual({ email: bob.email, recoveryKey: issuedCode })
  })
})

describe('a printed code', () => {
  it('has the lines of the saved file, and its first line as the title', async () => {
    const desktop = desktopIn('en')
    valueOf(await desktop.saveIssuedCode(resetCode))
    expect(valueOf(await desktop.printIssuedCode(resetCode))).toEqual({ printed: true })
    for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) expect(printed[0]).toContain(`>${line}<`)
    expect(printed[0]).toContain('<title>Latchkey reset code</title>')
  })

  it('escapes markup in an email', async () => {
    valueOf(await desktopIn('en').printIssuedCode({ ...resetCode, email: '<img src=x>@b' }))
    expect(printed[0]).not.toContain('<img')
  })
})

it('is neither saved nor printed if the user cancels', async () => {
  const desktop = desktopIn('en', null)
  expect(valueOf(await desktop.saveIssuedCode(invitation))).toBeNull()
  expect(valueOf(await desktop.printIssuedCode(invitation))).toBeNull()
})

it.each([
  ['a mistyped code', { issuedCode: `${issuedCode.slice(0, -1)}E` }],
  ['a text instead of a code', { issuedCode: 'call me' }],
  ['an empty email', { email: '' }],
  ['an email of 2,000 characters', { email: 'x'.repeat(2000) }],
  ['a time that is no date', { expiresAt: Number.MAX_SAFE_INTEGER }],
  ['a time before 1970', { expiresAt: -1 }],
  ['half a millisecond', { expiresAt: 0.5 }],
])('refuses %s, and opens no dialog', async (_what, wrong) => {
  const desktop = desktopIn('en')
  for (const call of [desktop.saveIssuedCode, desktop.printIssuedCode])
    expect(errorOf(await call({ ...invitation, ...wrong }))).toMatchObject({ code: 'invalidInput' })
  expect([suggested, printed]).toEqual([[], []])
})
