import { ana, bob } from '../support/people'
import { authCalls } from '../../preload/contract'
import { desktopCalls } from '../../preload/desktop'
import { axeProblems } from './acceptance/inspect'
import { expect, test } from './fixtures'
import { mainSideOf } from './pages/main-side'
import { recordAnnouncements } from './pages/spoken'

/**
 * The API explorer in real Electron, with the real calls. That the real build lacks it:
 * real/no-explorer.spec.ts.
 */

test('lists the calls of the contract, runs one by keyboard, announces the result once, and shows no secret', async ({
  latchkey,
}) => {
  const { page } = latchkey
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome')
  await mainSideOf(latchkey).chooseCommand('apiExplorer')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('API explorer')
  const search = page.getByRole('searchbox', { name: 'Search calls' })
  await expect(search).toBeFocused()
  const names = await page.locator('[data-entry]').allTextContents()
  const contract = [
    ...Object.keys(authCalls).map((key) => `auth.${key}`),
    ...Object.keys(desktopCalls).map((key) => `desktop.${key}`),
  ]
  expect(names).toEqual([...contract, 'events'])

  await page.keyboard.type('auth.register')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/dev\/api\/auth\.register$/)
  await page.getByLabel('email').fill(ana.email)
  await page.locator('input[name="password"]').fill(ana.password)
  const announcements = await recordAnnouncements(page)
  await page.keyboard.press('Control+Enter')
  const response = page.getByRole('region', { name: 'Response' })
  await expect(response).toContainText(/auth\.register: done in \d+ ms/)
  const done = async () => (await announcements()).filter((text) => /^auth\.register: done in \d+ ms$/.test(text))
  await expect.poll(done).toHaveLength(1)
  await expect(response).toContainText('"recoveryKey": "••••••••"')
  expect(await page.locator('main').innerText()).not.toMatch(/[0-9A-Z]{5}(-[0-9A-Z]{5}){4}/)
  expect(await page.locator('main').innerText()).not.toContain(ana.password)
  expect(await latchkey.auth.welcome()).toMatchObject({ value: { hasAccounts: true } })
})

test('opens at its address, checks outcomes against the contract, and asks before a call that deletes', async ({
  latchkey,
}) => {
  const { page } = latchkey
  const main = mainSideOf(latchkey)
  await latchkey.auth.register(bob)
  await latchkey.auth.logIn(bob)
  await page.evaluate(() => (window.location.hash = '#/dev/api/auth.deleteAccount'))
  await page.locator('input[name="password"]').fill(bob.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Run auth.deleteAccount? It changes the accounts')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  expect(await latchkey.auth.profile()).toMatchObject({ ok: true })

  await main.answer('auth:welcome', { ok: true, value: { message: 'Bienvenue', hasAccounts: 'perhaps' } })
  await page.evaluate(() => (window.location.hash = '#/dev/api/auth.welcome'))
  await page.getByRole('button', { name: 'Run' }).click()
  await expect(page.getByText(/^The response does not match the contract: value\.hasAccounts/)).toBeVisible()

  await page.evaluate(() => (window.location.hash = '#/dev/api/auth.logIn'))
  await page.getByRole('button', { name: 'Run' }).click()
  await expect(page.getByText('Enter a value for email')).toBeVisible()
  await expect(page.locator('input[name="email"]')).toBeFocused()
  await page.getByLabel('JSON').check()
  await page.locator('textarea').fill('{ "email": ')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(/^Request is not JSON\. Line 1:/)).toBeVisible()

  await page.evaluate(() => (window.location.hash = '#/dev/api/events'))
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await latchkey.desktop.changeSettings({ theme: 'dark' })
  await expect(page.getByRole('log')).toContainText('desktop.onSettingsChanged')
})

for (const { theme, language, width } of [
  { theme: 'light', language: 'en', width: 960 },
  { theme: 'dark', language: 'fr', width: 360 },
] as const) {
  test(`the API explorer is accessible: ${language}, ${theme}, ${width} px`, async ({ latchkey }) => {
    const { page } = latchkey
    await latchkey.desktop.changeSettings({ theme, language })
    await page.setViewportSize({ width, height: 720 })
    await page.evaluate(() => (window.location.hash = '#/dev/api/auth.logIn'))
    await page.locator('input[name="email"]').fill(ana.email)
    await page.locator('input[name="password"]').fill('wrong')
    await page.keyboard.press('Enter')
    await expect(page.locator('pre').first()).toContainText('wrongCredentials')
    expect(await axeProblems(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    await page.screenshot({ path: `artifacts/explorer-${language}.png`, fullPage: true })
  })
}
