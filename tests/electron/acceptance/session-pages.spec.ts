import { ana, valueOf } from '../../support/people'
import { expect, test, type Latchkey } from '../fixtures'
import { screensOf, type Screens } from '../pages/screens'

/** Logs Ana in by calls and shows Home. */
async function openHome({ auth, page }: Latchkey): Promise<Screens> {
  valueOf(await auth.register(ana))
  valueOf(await auth.logIn(ana))
  valueOf(await auth.confirmRecoveryKey())
  await page.reload()
  const screens = screensOf(page)
  await screens.expectHome('ana')
  return screens
}

test('in a wide window, the logo, the rail and the footer start at the same x', async ({ latchkey }) => {
  const { page, translate } = await openHome(latchkey)
  const rail = page.getByRole('navigation', { name: translate('home.nav') })
  for (const width of [900, 1_900]) {
    await page.setViewportSize({ width, height: 900 })
    const starts = [page.locator('header a'), rail, page.locator('footer p').first()].map(
      async (part) => (await part.boundingBox())?.x,
    )
    const [logo, ...others] = await Promise.all(starts)
    expect(logo).toBeGreaterThan(0)
    expect({ width, others }).toEqual({ width, others: [logo, logo] })
  }
})

test('in a narrow window, a menu has the pages, Lock and Log out, and closes on Esc and when a page opens', async ({
  latchkey,
}) => {
  const { page, button, link, press, expectHeading } = await openHome(latchkey)
  await page.setViewportSize({ width: 600, height: 720 })
  const inMenu = [link('home.title'), link('act.h1'), link('settings.h1'), button('home.lock'), button('home.out')]
  for (const control of inMenu) await expect(control).toBeHidden()
  await press('home.menu')
  for (const control of inMenu) await expect(control).toBeVisible()
  await link('home.title').focus()
  await page.keyboard.press('Escape')
  await expect(link('home.title')).toBeHidden()
  await expect(button('home.menu')).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(button('home.menu')).toHaveAttribute('aria-expanded', 'true')
  await link('settings.h1').click()
  await expectHeading('settings.h1')
  await expect(page.locator('h1')).toBeFocused()
  await expect(link('settings.h1')).toBeHidden()
  await press('home.menu')
  await expect(link('settings.h1')).toHaveAttribute('aria-current', 'page')
  await press('home.out')
  await expectHeading('login.h1')
})

test('Back and Forward lead to the pages before and after, and a reload stays on the page', async ({ latchkey }) => {
  const { page, openPage, expectHeading, expectHome, logOut } = await openHome(latchkey)
  await openPage('activity')
  await openPage('settings')
  await page.evaluate(() => history.back())
  await expectHeading('act.h1')
  await expect(page.locator('h1')).toBeFocused()
  await page.keyboard.press('Alt+ArrowLeft')
  await expectHome('ana')
  await page.evaluate(() => history.forward())
  await expectHeading('act.h1')
  await page.reload()
  await expectHeading('act.h1')
  expect(new URL(page.url()).hash).toBe('#/activity')

  await logOut()
  expect(new URL(page.url()).hash).toBe('#/')
  await page.evaluate(() => history.back())
  await expectHeading('login.h1')
})

test('the notice of failed attempts leads to the form for a new password, or is dismissed', async ({ latchkey }) => {
  const { auth, page } = latchkey
  const { button, expectHeading, expectHome, field, liveRegions, openPage, press, translate } = await openHome(latchkey)
  valueOf(await auth.logOut())
  await auth.logIn({ ...ana, password: 'a guess' })
  valueOf(await auth.logIn(ana))
  await page.reload()
  await page.setViewportSize({ width: 360, height: 640 })
  await press('sec.pw.change')
  await expectHeading('settings.h1')
  await expect(field('password')).toBeFocused()
  await expect(field('password')).toBeInViewport()

  await openPage('home')
  await press('home.failed.dismiss')
  await expect(button('home.failed.dismiss')).toHaveCount(0)
  await expect(page.locator('h1')).toBeFocused()
  await expect(liveRegions.polite).toHaveText(translate('home.failed.dismissed'))
  await openPage('settings')
  await openPage('home')
  await expectHome('ana')
  await expect(button('home.failed.dismiss')).toHaveCount(0)
})
