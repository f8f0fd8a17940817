import type { Page } from '@playwright/test'
import type { MessageKey } from '../../../copy/message-key'
import { ana, valueOf } from '../../support/people'
import { expect, test, type Latchkey } from '../fixtures'
import { mainSideOf } from '../pages/main-side'
import { screensOf, type Screens } from '../pages/screens'
import { recordAnnouncements } from '../pages/spoken'

const refused: readonly (readonly [password: string, key: MessageKey])[] = [
  ['1234567', 'register.pw.short'],
  ['a'.repeat(73), 'register.pw.long'],
  ['é'.repeat(37), 'register.pw.long'],
  ['ANA@example.COM', 'register.pw.email'],
  ['password', 'register.pw.common'],
]
const valid = ['x7#kqp2w', 'x7#kqp2w'.repeat(9)]

type Form = {
  name: string
  open: (latchkey: Latchkey, screens: Screens, email: string) => Promise<void>
  accepted: MessageKey
}

/**
 * Every form with a new password. `open` leads to the form for a new account and fills in
 * everything except the new password.
 */
const forms: Form[] = [
  {
    name: 'register',
    open: async ({ auth, page }, screens, email) => {
      // Refused on the first run, when no session exists yet.
      await auth.logOut()
      await page.reload()
      await screens.openRegister()
      await screens.fill({ email })
    },
    accepted: 'key.h1',
  },
  {
    name: 'reset',
    open: async ({ auth, page }, screens, email) => {
      const { recoveryKey } = valueOf(await auth.register({ ...ana, email }))
      await page.reload()
      await screens.follow('login.forgot')
      await screens.fill({ email, recoveryKey })
    },
    accepted: 'key.h1',
  },
  {
    name: 'change of password',
    open: async ({ auth, page }, screens, email) => {
      valueOf(await auth.register({ ...ana, email }))
      valueOf(await auth.logIn({ ...ana, email }))
      await page.reload()
      await screens.openPage('settings')
      await screens.press('sec.pw.change')
      await screens.fill({ password: ana.password })
    },
    accepted: 'sec.pw.saved',
  },
]

for (const { name, open, accepted } of forms) {
  test(`refuses a new password that is too short, too long, common or equal to the email, and no other: ${name}`, async ({
    latchkey,
  }) => {
    const screens = screensOf(latchkey.page)
    await open(latchkey, screens, ana.email)
    for (const [password, key] of refused) {
      await screens.fill({ newPassword: password })
      await screens.field('newPassword').press('Enter')
      await screens.text(key).waitFor()
      await expect(screens.field('newPassword')).toHaveAttribute('aria-invalid', 'true')
      await expect(screens.field('newPassword')).toHaveValue(password)
    }
    for (const password of valid) {
      await test.step(`accepts ${password.length} characters`, async () => {
        await open(latchkey, screens, `${password.length}@example.com`)
        await screens.fill({ newPassword: password })
        await screens.field('newPassword').press('Enter')
        await screens.text(accepted).waitFor()
      })
    }
  })
}

test('accepts a very weak password that is not on the list of common ones: the strength is only advice', async ({
  page,
}) => {
  const screens = screensOf(page)
  await screens.openRegister()
  await screens.fill({ email: ana.email, newPassword: 'hijklmno' })
  await screens.text('register.pw.strength.0').waitFor()
  await screens.submit()
  await screens.expectHeading('key.h1')
})

for (const language of ['en', 'fr'] as const) {
  test(`shows the strength of the password as a word without moving the content below: ${language}`, async ({
    shared: { desktop, page },
  }) => {
    await desktop.changeSettings({ language })
    const { field, openRegister, translate } = screensOf(page, language)
    for (const width of [320, 960]) {
      await page.reload()
      await page.setViewportSize({ width, height: 720 })
      await openRegister()
      const before = await positionsBelow(page)
      const words = ([0, 1, 2, 3, 4] as const).map((score) =>
        translate('register.pw.strength', { level: translate(`register.pw.strength.${score}`) }),
      )
      const shown = page.getByText(new RegExp(`^(${words.join('|')})$`))
      await expect(shown).toHaveCount(0)
      await field('newPassword').focus()
      for (const letter of 'tarte aux fraises') {
        await page.keyboard.type(letter)
        expect(await positionsBelow(page)).toEqual(before)
      }
      await expect(shown).toHaveText(words[4] ?? '')
      expect(await positionsBelow(page)).toEqual(before)
      await field('newPassword').fill('')
      await expect(shown).toHaveCount(0)
      expect(await positionsBelow(page)).toEqual(before)
    }
  })
}

test('announces the strength once, a second after the last key, and makes no request outside the app', async ({
  latchkey,
}) => {
  const { page } = latchkey
  const protocols: string[] = []
  page.on('request', (request) => protocols.push(new URL(request.url()).protocol))
  await page.clock.install()
  const screens = screensOf(page)
  await screens.openRegister()
  const strong = screens.translate('register.pw.strength', { level: screens.translate('register.pw.strength.4') })
  await screens.fill({ newPassword: 'tarte aux' })
  await page.getByText(/^Strength: /).waitFor()
  const announcements = await recordAnnouncements(page)
  await page.clock.pauseAt(new Date((await page.evaluate(() => Date.now())) + 60_000))
  const before = (await announcements()).length
  await page.keyboard.type(' fra')
  await page.clock.runFor(900)
  await page.keyboard.type('ises')
  await page.clock.runFor(900)
  await expect(page.getByText(strong)).toBeVisible()
  expect(await announcements()).toHaveLength(before)
  await page.clock.runFor(200)
  expect((await announcements()).slice(before)).toEqual([`${screens.translate('register.pw.enough')}. ${strong}`])
  await page.clock.runFor(5_000)
  expect(await announcements()).toHaveLength(before + 1)
  expect(new Set(protocols)).toEqual(new Set(['app:']))
  expect((await mainSideOf(latchkey).callCounts())['auth:register']).toBeUndefined()
})

/** The vertical positions of the elements below the password field. */
function positionsBelow(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll('main button[type=submit], main form ~ *, footer')]
    return all.map((one) => one.getBoundingClientRect().top)
  })
}
