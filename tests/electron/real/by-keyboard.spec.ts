import type { Page } from '@playwright/test'
import { homeHeading } from '../../support/home-heading'
import { ana } from '../../support/people'
import { expect, test } from '../fixtures'
import { tabTo } from '../pages/keyboard'

const newPassword = 't4rt1fl3tt3 & fleurs'

const heading = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

test("runs the seed's scenario through the screens and deletes the account, by keyboard alone", async ({
  latchkey,
  restart,
}) => {
  let { page } = latchkey
  const { keyboard } = page
  await heading(page, 'Welcome')
  await tabTo(page, 'Create an account')
  await keyboard.press('Enter')

  await heading(page, 'Create an account')
  await keyboard.type(ana.email)
  await tabTo(page, 'Create a password')
  await keyboard.type(ana.password)
  await keyboard.press('Enter')

  await heading(page, 'Save your recovery key')
  const recoveryKey = (await page.locator('output').innerText()).replace(/\s+/g, '')
  await tabTo(page, 'I have saved my recovery key')
  await keyboard.press('Space')
  await tabTo(page, 'Continue')
  await keyboard.press('Enter')

  await heading(page, homeHeading('ana'))
  await tabTo(page, 'Log out')
  await keyboard.press('Enter')

  await heading(page, 'Log in')
  await keyboard.type(ana.email)
  await tabTo(page, 'Password')
  await keyboard.type(newPassword)
  await keyboard.press('Enter')
  await expect(page.getByText('The email or password is not correct').first()).toBeVisible()

  await tabTo(page, 'Forgot your password?')
  await keyboard.press('Enter')
  await heading(page, 'Reset your password')
  await keyboard.type(recoveryKey.toLowerCase())
  await tabTo(page, 'Create a new password')
  await keyboard.type(newPassword)
  await keyboard.press('Enter')

  await heading(page, 'Save your recovery key')
  await tabTo(page, 'I have saved my recovery key')
  await keyboard.press('Space')
  await tabTo(page, 'Continue')
  await keyboard.press('Enter')

  await heading(page, 'Log in')
  await keyboard.type(newPassword)
  await keyboard.press('Enter')
  await heading(page, homeHeading('ana'))

  ;({ page } = await restart(latchkey))
  await heading(page, 'Log in')
  await page.keyboard.type(ana.email)
  await tabTo(page, 'Password')
  await page.keyboard.type(newPassword)
  await page.keyboard.press('Enter')
  await heading(page, homeHeading('ana'))

  await openPage(page, 'Activity')
  await expect(page.getByRole('table').getByText('Recovery key used to ask for a reset')).toBeVisible()
  await openPage(page, 'Home')
  await openPage(page, 'Settings')
  await tabTo(page, 'Delete account…')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByLabel('Enter your password to confirm')).toBeFocused()
  await page.keyboard.type(newPassword)
  await page.keyboard.press('Enter')
  await heading(page, 'Welcome')
  await expect(page.locator('main').getByText(ana.email)).toBeVisible()
})

/** The rail comes before the heading, which has the focus on a new page. */
async function openPage(page: Page, name: 'Home' | 'Activity' | 'Settings'): Promise<void> {
  await tabTo(page, name, 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(`${name} - Latchkey`)
  await expect(page.locator('h1')).toBeFocused()
}
