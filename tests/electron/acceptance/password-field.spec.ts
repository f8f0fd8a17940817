import { ana, valueOf } from '../../support/people'
import { expect, test } from '../fixtures'
import { screensOf } from '../pages/screens'

test('shows a password on demand, announces it, and hides it again on submit', async ({ latchkey }) => {
  const { page } = latchkey
  await latchkey.auth.register(ana)
  await page.reload()
  const { expectHeading, field, fill, press, liveRegions, translate, submit } = screensOf(page)
  await expectHeading('login.h1')
  await fill({ email: ana.email, password: 'quite wrong' })
  await press('pw.show.aria')
  await expect(field('password')).toHaveAttribute('type', 'text')
  await expect(liveRegions.polite).toHaveText(translate('pw.shown.sr'))
  await press('pw.hide.aria')
  await expect(field('password')).toHaveAttribute('type', 'password')
  await expect(liveRegions.polite).toHaveText(translate('pw.hidden.sr'))
  await press('pw.show.aria')
  await submit()
  await expect(field('password')).toHaveAttribute('type', 'password')
})

test('hides a shown password when the window loses the focus', async ({ shared: { page } }) => {
  const { field, fill, openRegister, press, button } = screensOf(page)
  await openRegister()
  await fill({ newPassword: ana.password })
  await press('pw.show.aria')
  await expect(field('newPassword')).toHaveAttribute('type', 'text')
  await page.evaluate(() => window.dispatchEvent(new Event('blur')))
  await expect(field('newPassword')).toHaveAttribute('type', 'password')
  await expect(button('pw.show.aria')).toBeVisible()
})

test('hides a shown password after 30 seconds', async ({ page }) => {
  await page.clock.install()
  const { field, fill, openRegister, press } = screensOf(page)
  await openRegister()
  await fill({ newPassword: ana.password })
  await press('pw.show.aria')
  await page.clock.fastForward(25_000)
  await expect(field('newPassword')).toHaveAttribute('type', 'text')
  await page.clock.fastForward(6_000)
  await expect(field('newPassword')).toHaveAttribute('type', 'password')
})

test('names each show button after its field on a form with two passwords', async ({ latchkey: { auth, page } }) => {
  const { button, field, openPage, press } = screensOf(page)
  valueOf(await auth.register(ana))
  valueOf(await auth.logIn(ana))
  await page.reload()
  await openPage('settings')
  await press('sec.pw.change')
  await press('pw.showNew.aria')
  await expect(field('newPassword')).toHaveAttribute('type', 'text')
  await expect(field('password')).toHaveAttribute('type', 'password')
  await expect(button('pw.showCurrent.aria')).toHaveText('Show')
})
