import { ana, valueOf } from '../../support/people'
import { expect, test } from '../fixtures'
import { screensOf } from '../pages/screens'

test('shows a password on demand, says so, and hides it again on submit', async ({ latchkey }) => {
  const { page } = latchkey
  await latchkey.auth.register(ana)
  await page.reload()
  const { arrive, field, fill, press, said, translate, submit } = screensOf(page)
  await arrive('login.h1')
  await fill({ email: ana.email, password: 'quite wrong' })
  await press('pw.show.aria')
  await expect(field('password')).toHaveAttribute('type', 'text')
  await expect(said.polite).toHaveText(translate('pw.shown.sr'))
  await press('pw.hide.aria')
  await expect(field('password')).toHaveAttribute('type', 'password')
  await expect(said.polite).toHaveText(translate('pw.hidden.sr'))
  await press('pw.show.aria')
  await submit()
  await expect(field('password')).toHaveAttribute('type', 'password')
})

test('hides a shown password when the window is left', async ({ shared: { page } }) => {
  const { field, fill, openRegister, press, button } = screensOf(page)
  await openRegister()
  await fill({ newPassword: ana.password })
  await press('pw.show.aria')
  await expect(field('newPassword')).toHaveAttribute('type', 'text')
  await page.evaluate(() => window.dispatchEvent(new Event('blur')))
  await expect(field('newPassword')).toHaveAttribute('type', 'password')
  await expect(button('pw.show.aria')).toBeVisible()
})

test('hides a shown password after half a minute', async ({ page }) => {
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

test('names the button after its field where there are two', async ({ latchkey: { auth, page } }) => {
  const { button, field, press } = screensOf(page)
  valueOf(await auth.register(ana))
  valueOf(await auth.logIn(ana))
  await page.reload()
  await press('sec.pw.change')
  await press('pw.showNew.aria')
  await expect(field('newPassword')).toHaveAttribute('type', 'text')
  await expect(field('password')).toHaveAttribute('type', 'password')
  await expect(button('pw.showCurrent.aria')).toHaveText('Show')
})
