import type { Page } from '@playwright/test'
import { ana } from '../../support/people'
import { expect, test } from '../fixtures'

const newPassword = 't4rt1fl3tt3 & fleurs'

/** Tab until what has the focus is named so, as a person looks for a control. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    if ((await focused.count()) > 0 && (await named(focused.first(), name))) return
  }
  throw new Error(`no way to ${String(name)} by Tab`)
}

async function named(control: ReturnType<Page['locator']>, name: string | RegExp): Promise<boolean> {
  return expect(control)
    .toHaveAccessibleName(name, { timeout: 50 })
    .then(
      () => true,
      () => false,
    )
}

const heading = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

test("plays the seed's scenario through the screens, without a mouse", async ({ latchkey, restart }) => {
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

  await heading(page, 'Welcome, ana')
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
  await heading(page, 'Welcome, ana')

  ;({ page } = await restart(latchkey))
  await heading(page, 'Log in')
  await page.keyboard.type(ana.email)
  await tabTo(page, 'Password')
  await page.keyboard.type(newPassword)
  await page.keyboard.press('Enter')
  await heading(page, 'Welcome, ana')
})
