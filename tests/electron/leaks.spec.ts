import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { ana, loggedIn, registered, valueOf } from '../support/people'
import { expect, test } from './fixtures'

const newPassword = 'nuages sur la mer'

/** Every file below a folder, with its content and mode. */
function filesBelow(folder: string): { path: string; content: string; mode: number }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .map((path) => ({ path, content: readFileSync(path, 'latin1'), mode: statSync(path).mode & 0o777 }))
}

test('no file of the data folder contains a secret after a complete run', async ({ latchkey, dataFolder }) => {
  const { auth } = latchkey
  const recoveryKey = await registered(auth)
  await auth.logIn({ ...ana, password: 'wr0ng guess' })
  await loggedIn(auth)
  valueOf(await auth.changePassword({ currentPassword: ana.password, newPassword }))
  const { resetToken } = valueOf(await auth.requestReset({ email: ana.email, recoveryKey }))
  const reset = valueOf(await auth.resetPassword({ email: ana.email, resetToken, newPassword: ana.password }))
  await loggedIn(auth)
  await latchkey.close()

  const files = filesBelow(dataFolder)
  expect(files.length).toBeGreaterThan(3)
  for (const secret of [ana.password, newPassword, 'wr0ng guess', recoveryKey, resetToken, reset.recoveryKey]) {
    expect(files.filter(({ content }) => content.includes(secret)).map(({ path }) => path)).toEqual([])
    const wide = Buffer.from(secret, 'utf16le').toString('latin1')
    expect(files.filter(({ content }) => content.includes(wide)).map(({ path }) => path)).toEqual([])
  }
})

test('only the owner can read the files of the app', async ({ latchkey, dataFolder }) => {
  await registered(latchkey.auth)
  await latchkey.desktop.changeSettings({ theme: 'dark' })
  const ours = filesBelow(dataFolder).filter(({ path }) => /accounts\.|settings\.json|latchkey\.log/.test(path))
  expect(ours.length).toBeGreaterThan(2)
  expect(ours.filter(({ mode }) => mode !== 0o600)).toEqual([])
  expect(statSync(dataFolder).mode & 0o777).toBe(0o700)
})

async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(text)
}

test('leaves no personal data in the page, its storage or the window title after log-out', async ({
  latchkey: { auth, page },
}) => {
  await registered(auth)
  await page.reload()
  await typeInto(page, 'Email', ana.email)
  await typeInto(page, 'Password', ana.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('ana')
  expect(await page.title()).not.toContain('ana')
  await page.getByRole('button', { name: 'Log out' }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Log in')
  const left = await page.evaluate(async () => ({
    html: document.documentElement.outerHTML,
    typed: [...document.querySelectorAll('input')].map((input) => input.value).join(''),
    stored: [localStorage.length, sessionStorage.length, document.cookie.length],
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    address: location.href,
  }))
  expect(left).toMatchObject({ typed: '', stored: [0, 0, 0], databases: 0, caches: 0 })
  expect(left.html + left.address).not.toMatch(/ana@example|tarte|[0-9A-Z]{5}-[0-9A-Z]{5}/)
})

test('passes no secret in the arguments of a process', async ({ latchkey }) => {
  await registered(latchkey.auth)
  await loggedIn(latchkey.auth)
  const commands = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => commandLine(name))
    .join('\n')
  expect(commands).not.toMatch(/tarte aux fraises|ana@example/)
})

function commandLine(process: string): string {
  try {
    return readFileSync(`/proc/${process}/cmdline`, 'latin1')
  } catch {
    return ''
  }
}
