import type { MessageKey } from '../../../copy/message-key'
import { ana, bob, valueOf } from '../../support/people'
import { expect, test, type Latchkey } from '../fixtures'
import { mainSideOf } from '../pages/main-side'
import { screensOf, type Screens } from '../pages/screens'

test('shows nothing during a short wait, announces a longer one, and never times out', async ({ latchkey }) => {
  const { page } = latchkey
  const main = mainSideOf(latchkey)
  await page.clock.install()
  const { expectHeading, fill, openRegister, liveRegions, translate, submit, text } = screensOf(page)
  await openRegister()
  await fill({ email: ana.email, newPassword: ana.password })
  await main.hold('auth:register')
  await page.clock.pauseAt(new Date((await page.evaluate(() => Date.now())) + 60_000))
  await submit()
  await expect(page.locator('form')).toHaveAttribute('aria-busy', 'true')
  await page.clock.runFor(200)
  await expect(text('register.busy')).toHaveCount(0)
  await page.clock.runFor(200)
  await expect(text('register.busy')).toBeVisible()
  await expect(liveRegions.polite).toHaveText(translate('register.busy'))
  await page.clock.runFor(5_600)
  await expect(text('busy.slow')).toBeVisible()
  await page.clock.runFor(10_000)
  await expect(text('busy.verySlow')).toBeVisible()
  await expect(liveRegions.polite).toHaveText(translate('busy.verySlow'))
  await main.release('auth:register')
  await page.clock.resume()
  await expectHeading('key.h1')
})

type Form = {
  name: string
  calls: string[]
  open: (screens: Screens, latchkey: Latchkey) => Promise<void>
  next: MessageKey
}

/** They run in this order and on the same account, except the last one. */
const forms: Form[] = [
  {
    name: 'register',
    calls: ['auth:register'],
    open: async ({ openRegister, fill }) => {
      await openRegister()
      await fill({ email: ana.email, newPassword: ana.password })
    },
    next: 'key.h1',
  },
  {
    name: 'log in',
    calls: ['auth:logIn'],
    open: async ({ page, fill }, { auth }) => {
      valueOf(await auth.logOut())
      await page.reload()
      await fill(ana)
    },
    next: 'home.activity',
  },
  {
    name: 'change of password',
    calls: ['auth:changePassword'],
    open: async ({ openPage, press, fill }) => {
      await openPage('settings')
      await press('sec.pw.change')
      await fill({ password: ana.password, newPassword: 'trois petits chats' })
    },
    next: 'sec.pw.saved',
  },
  {
    name: 'reset',
    calls: ['auth:requestReset', 'auth:resetPassword'],
    open: async ({ page, fill, follow }, { auth }) => {
      const { recoveryKey } = valueOf(await auth.register(bob))
      valueOf(await auth.logOut())
      await page.reload()
      await follow('login.forgot')
      await fill({ email: bob.email, recoveryKey, newPassword: 'trois petits chats' })
    },
    next: 'key.h1',
  },
]

test('sends each call once, no matter how often Enter is pressed', async ({ latchkey }) => {
  const { page } = latchkey
  const main = mainSideOf(latchkey)
  const screens = screensOf(page)
  for (const { name, calls, open, next } of forms) {
    await test.step(name, async () => {
      await open(screens, latchkey)
      const before = await main.callCounts()
      await main.hold(calls[0] ?? '')
      await screens.submit()
      await page.keyboard.press('Enter')
      await page.locator('button[type=submit]').click({ force: true })
      await page.keyboard.press('Enter')
      await main.release(calls[0] ?? '')
      await screens.text(next).waitFor()
      const after = await main.callCounts()
      for (const call of calls) expect((after[call] ?? 0) - (before[call] ?? 0)).toBe(1)
    })
  }
})
