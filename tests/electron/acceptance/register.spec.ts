import { ana } from '../../support/people'
import { expect, test } from '../fixtures'
import { mainSideOf } from '../pages/main-side'
import { descriptionsOf } from '../pages/measure'
import { screensOf } from '../pages/screens'
import { recordAnnouncements } from '../pages/spoken'

test('lists two errors in a focused summary that links each to its field', async ({ shared: { page } }) => {
  const screens = screensOf(page)
  await screens.openRegister()
  await screens.submit()
  const summary = page.getByRole('group', { name: screens.translate('err.heading') })
  await expect(summary).toBeFocused()
  await expect(page).toHaveTitle(/^Error:/)
  const links = summary.getByRole('link')
  await expect(links).toHaveText([screens.translate('register.email.empty'), screens.translate('register.pw.empty')])
  for (const [place, name] of ['email', 'newPassword'].entries()) {
    await links.nth(place).click()
    await expect(screens.field(name)).toBeFocused()
    expect((await descriptionsOf(screens.field(name))).at(-1)).toBe(`Error: ${await links.nth(place).innerText()}`)
  }
})

test('shows a single error at its field only, adds it to the description of the field, and announces it', async ({
  shared: { page },
}) => {
  const screens = screensOf(page)
  await screens.openRegister()
  await screens.fill({ newPassword: ana.password })
  const announcements = await recordAnnouncements(page)
  await screens.submit()
  const email = screens.field('email')
  await expect(email).toBeFocused()
  await expect(email).toHaveAttribute('aria-invalid', 'true')
  await expect(screens.text('err.heading')).toHaveCount(0)
  const { translate } = screens
  expect(await descriptionsOf(email)).toEqual([
    translate('register.email.hint'),
    `Error: ${translate('register.email.empty')}`,
  ])
  await expect.poll(announcements).toContainEqual(expect.stringContaining(translate('register.email.empty')))
})

test('marks a field invalid only on submit or after it was left, and clears the mark once it is valid', async ({
  shared: { page },
}) => {
  const screens = screensOf(page)
  const invalid = page.locator('[aria-invalid=true]')
  await screens.openRegister()
  await page.keyboard.press('Tab')
  await expect(invalid).toHaveCount(0)
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.type('ana')
  await expect(invalid).toHaveCount(0)
  await page.keyboard.press('Tab')
  await screens.text('register.email.shape').waitFor()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('End')
  await page.keyboard.type('@')
  await expect(screens.text('register.email.shape')).toBeVisible()
  await page.keyboard.type('x')
  await expect(invalid).toHaveCount(0)
})

test('refuses a taken email regardless of case and surrounding spaces, and keeps both fields', async ({ latchkey }) => {
  const { page } = latchkey
  await latchkey.auth.register(ana)
  await page.reload()
  const screens = screensOf(page)
  await screens.openRegister()
  await screens.fill({ email: '  ANA@Example.com ', newPassword: ana.password })
  await screens.submit()
  await screens.text('register.email.taken').waitFor()
  // The email field of the browser trims surrounding spaces.
  await expect(screens.field('email')).toHaveValue('ANA@Example.com')
  await expect(screens.field('newPassword')).toHaveValue(ana.password)
  await page
    .locator('form')
    .getByRole('link', { name: screens.translate('register.haveLink') })
    .click()
  await screens.expectHeading('login.h1')
  await expect(screens.field('email')).toHaveValue('ANA@Example.com')
})

test('refuses a malformed and an overlong email, accepts name@host, and stores an email trimmed and in lower case', async ({
  latchkey,
}) => {
  const { page } = latchkey
  const main = mainSideOf(latchkey)
  const screens = screensOf(page)
  await screens.openRegister()
  await expect(screens.text('register.email.hint')).toBeVisible()
  await screens.fill({ newPassword: ana.password })
  for (const email of ['name', '@host', 'name@', 'a b@host']) {
    await screens.fill({ email })
    await screens.submit()
    await screens.text('register.email.shape').waitFor()
  }
  await screens.fill({ email: `${'n'.repeat(240)}@example.com` })
  await screens.submit()
  await screens.text('register.email.long').waitFor()
  expect((await main.callCounts())['auth:register']).toBeUndefined()
  await screens.fill({ email: 'name@host' })
  await screens.submit()
  await screens.expectHeading('key.h1')
  await screens.confirmKeySaved()
  await screens.logOut()
  await screens.register({ email: ' Name@Example.COM ', password: ana.password })
  await expect(screens.text('key.for', { email: 'name@example.com' })).toBeVisible()
})
