import { ana } from '../../support/people'
import { expect, test } from '../fixtures'
import { mainSideOf } from '../pages/main-side'
import { descriptionsOf } from '../pages/measure'
import { screensOf } from '../pages/screens'
import { listen } from '../pages/spoken'

test('lists two errors above the heading, where the focus goes, and leads from each to its field', async ({
  shared: { page },
}) => {
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

test('shows a single error at its field only, described by hint and error, and says it once', async ({
  shared: { page },
}) => {
  const screens = screensOf(page)
  await screens.openRegister()
  await screens.fill({ newPassword: ana.password })
  const said = await listen(page)
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
  await expect.poll(said).toContainEqual(expect.stringContaining(translate('register.email.empty')))
})

test('calls nothing wrong before it was sent or left, and never while it is being typed', async ({
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

test('knows an email again whatever its case and the space around it, and keeps both fields', async ({ latchkey }) => {
  const { page } = latchkey
  await latchkey.auth.register(ana)
  await page.reload()
  const screens = screensOf(page)
  await screens.openRegister()
  await screens.fill({ email: '  ANA@Example.com ', newPassword: ana.password })
  await screens.submit()
  await screens.text('register.email.taken').waitFor()
  // An email field of the browser itself drops the space around it.
  await expect(screens.field('email')).toHaveValue('ANA@Example.com')
  await expect(screens.field('newPassword')).toHaveValue(ana.password)
  await page
    .locator('form')
    .getByRole('link', { name: screens.translate('register.haveLink') })
    .click()
  await screens.arrive('login.h1')
  await expect(screens.field('email')).toHaveValue('ANA@Example.com')
})

test('takes whatever may be an email, and says what is wrong with the rest; stores it in lower case without the space around it', async ({
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
  expect((await main.made())['auth:register']).toBeUndefined()
  await screens.fill({ email: 'name@host' })
  await screens.submit()
  await screens.arrive('key.h1')
  await screens.keepKey()
  await screens.logOut()
  await screens.register({ email: ' Name@Example.COM ', password: ana.password })
  await expect(screens.text('key.for', { email: 'name@example.com' })).toBeVisible()
})
