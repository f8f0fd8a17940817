import type { Page } from '@playwright/test'
import type { MessageKey } from '../../../copy/message-key'
import { ana, valueOf } from '../../support/people'
import { expect, test, type Latchkey } from '../fixtures'
import { mainSideOf } from '../pages/main-side'
import { screensOf, type Screens } from '../pages/screens'
import { listen } from '../pages/spoken'

const refused: readonly (readonly [password: string, key: MessageKey])[] = [
  ['1234567', 'register.pw.short'],
  ['a'.repeat(73), 'register.pw.long'],
  ['é'.repeat(37), 'register.pw.long'],
  ['ANA@example.COM', 'register.pw.email'],
  ['password', 'register.pw.common'],
]
const taken = ['x7#kqp2w', 'x7#kqp2w'.repeat(9)]

type Place = {
  name: string
  open: (latchkey: Latchkey, screens: Screens, email: string) => Promise<void>
  accepted: MessageKey
}

/** Where a new password is chosen; each way leads to the form with all but the password filled in, for a new account each time. */
const places: Place[] = [
  {
    name: 'register',
    open: async ({ auth, page }, screens, email) => {
      // Refused to the first, whom nobody is logged in before.
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
      await screens.press('sec.pw.change')
      await screens.fill({ password: ana.password })
    },
    accepted: 'sec.pw.saved',
  },
]

for (const { name, open, accepted } of places) {
  test(`refuses a new password for its length, its fame or its likeness to the email, no other: ${name}`, async ({
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
    for (const password of taken) {
      await test.step(`takes one of ${password.length} characters`, async () => {
        await open(latchkey, screens, `${password.length}@example.com`)
        await screens.fill({ newPassword: password })
        await screens.field('newPassword').press('Enter')
        await screens.text(accepted).waitFor()
      })
    }
  })
}

test('only advises on strength: a very weak password that nobody lists is taken', async ({ page }) => {
  const screens = screensOf(page)
  await screens.openRegister()
  await screens.fill({ email: ana.email, newPassword: 'hijklmno' })
  await screens.text('register.pw.strength.0').waitFor()
  await screens.submit()
  await screens.arrive('key.h1')
})

for (const language of ['en', 'fr'] as const) {
  test(`says the strength in a word, and moves nothing for it: ${language}`, async ({ shared: { desktop, page } }) => {
    await desktop.changeSettings({ language })
    const { field, openRegister, translate } = screensOf(page, language)
    for (const width of [320, 960]) {
      await page.reload()
      await page.setViewportSize({ width, height: 720 })
      await openRegister()
      const before = await placesBelow(page)
      const words = ([0, 1, 2, 3, 4] as const).map((score) =>
        translate('register.pw.strength', { level: translate(`register.pw.strength.${score}`) }),
      )
      const shown = page.getByText(new RegExp(`^(${words.join('|')})$`))
      await expect(shown).toHaveCount(0)
      await field('newPassword').focus()
      for (const letter of 'tarte aux fraises') {
        await page.keyboard.type(letter)
        expect(await placesBelow(page)).toEqual(before)
      }
      await expect(shown).toHaveText(words[4] ?? '')
      expect(await placesBelow(page)).toEqual(before)
      await field('newPassword').fill('')
      await expect(shown).toHaveCount(0)
      expect(await placesBelow(page)).toEqual(before)
    }
  })
}

test('speaks of the strength once, a second after the last key, and asks nobody outside', async ({ latchkey }) => {
  const { page } = latchkey
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).protocol))
  await page.clock.install()
  const screens = screensOf(page)
  await screens.openRegister()
  const strong = screens.translate('register.pw.strength', { level: screens.translate('register.pw.strength.4') })
  await screens.fill({ newPassword: 'tarte aux' })
  await page.getByText(/^Strength: /).waitFor()
  const said = await listen(page)
  await page.clock.pauseAt(new Date((await page.evaluate(() => Date.now())) + 60_000))
  const before = (await said()).length
  await page.keyboard.type(' fra')
  await page.clock.runFor(900)
  await page.keyboard.type('ises')
  await page.clock.runFor(900)
  await expect(page.getByText(strong)).toBeVisible()
  expect(await said()).toHaveLength(before)
  await page.clock.runFor(200)
  expect((await said()).slice(before)).toEqual([`${screens.translate('register.pw.enough')}. ${strong}`])
  await page.clock.runFor(5_000)
  expect(await said()).toHaveLength(before + 1)
  expect(new Set(asked)).toEqual(new Set(['app:']))
  expect((await mainSideOf(latchkey).made())['auth:register']).toBeUndefined()
})

/** Where everything stands that comes after the password. */
function placesBelow(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll('main button[type=submit], main form ~ *, footer')]
    return all.map((one) => one.getBoundingClientRect().top)
  })
}
