import { ana, bob, valueOf } from '../../support/people'
import { expect, test, type Latchkey } from '../fixtures'
import { tabTo } from '../pages/keyboard'
import { screensOf, type Screens } from '../pages/screens'

/** Ana, who is the owner, on the page Accounts. Bob is a member. */
async function openAccounts({ auth, page }: Latchkey): Promise<Screens> {
  valueOf(await auth.register(ana))
  valueOf(await auth.register(bob))
  valueOf(await auth.logIn(ana))
  valueOf(await auth.confirmRecoveryKey())
  await page.reload()
  const screens = screensOf(page)
  await screens.expectHome('ana')
  await screens.openPage('accounts')
  return screens
}

test('an owner issues a reset code by keyboard, and the person sets a new password with it', async ({ latchkey }) => {
  const { page } = latchkey
  const screens = await openAccounts(latchkey)
  const { translate, fill, submit, expectHeading } = screens
  await expect(page.locator('h1')).toBeFocused()
  await tabTo(page, bob.email)
  await page.keyboard.press('Enter')
  const issue = translate('acc.open', { action: translate('acc.go.reset') })
  await tabTo(page, issue)
  await page.keyboard.press('Enter')
  await page.keyboard.type(ana.password)
  await page.keyboard.press('Enter')
  const code = (await page.locator('output').innerText()).replace(/\s/g, '')
  await expect(page.locator('output')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: issue })).toBeFocused()
  await screens.logOut()
  await screens.follow('login.forgot')
  await fill({ email: bob.email, recoveryKey: code, newPassword: 'un jardin sous la lune' })
  await submit()
  await expectHeading('key.h1')
})

test('a disabled person cannot log in; the owner enables the account again', async ({ latchkey }) => {
  const { page, auth } = latchkey
  const { translate, text } = await openAccounts(latchkey)
  const choose = async (key: 'acc.go.disable' | 'acc.go.enable') => {
    await page.getByRole('button', { name: translate('acc.open', { action: translate(key) }) }).click()
    await page.keyboard.type(ana.password)
    await page.keyboard.press('Enter')
  }
  await page.getByRole('button', { name: bob.email }).click()
  await choose('acc.go.disable')
  await text('acc.done.disable', { email: bob.email }).waitFor()
  await expect(page.getByText(translate('acc.disabled'), { exact: true })).toBeVisible()
  await choose('acc.go.enable')
  await text('acc.done.enable', { email: bob.email }).waitFor()
  await page.keyboard.press('Escape')
  expect((await auth.logIn(bob)).ok).toBe(true)
})

test('a member has no page Accounts', async ({ latchkey }) => {
  const { auth, page } = latchkey
  valueOf(await auth.register(ana))
  valueOf(await auth.register(bob))
  valueOf(await auth.logIn(bob))
  valueOf(await auth.confirmRecoveryKey())
  await page.evaluate(() => history.replaceState(null, '', '#/accounts'))
  await page.reload()
  const screens = screensOf(page)
  await screens.expectHome('bob')
  await expect(screens.link('acc.h1')).toHaveCount(0)
})
