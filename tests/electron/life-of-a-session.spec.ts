import type { Page } from '@playwright/test'
import { expect, test, type Latchkey } from './fixtures'
import { screensOf } from './pages/screens'
import { homeHeading } from '../support/home-heading'
import { ana, bob, errorOf, valueOf } from '../support/people'

/**
 * Sessions in real Electron: remembered, locked, warned of idleness, and ended. Their rules are
 * tested in tests/calls/.
 */

const minute = 60_000
const realKeyStore = { LATCHKEY_TEST_KEY_STORE: 'real' }

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const advance = ({ world }: Latchkey, ms: number) => world.evaluate((there, by) => there.clock.advance(by), ms)

/** Registers Ana, logs her in and confirms her recovery key. */
async function registerAna({ auth }: Latchkey): Promise<void> {
  valueOf(await auth.register(ana))
  valueOf(await auth.logIn(ana))
  valueOf(await auth.confirmRecoveryKey())
}

/** Logs Ana in by a call, which is faster than the form. The first test logs in on the screen. */
async function logInByCall(latchkey: Latchkey): Promise<void> {
  await registerAna(latchkey)
  await latchkey.page.reload()
  await expect(heading(latchkey.page, homeHeading('ana'))).toBeFocused()
}

/** Logs Ana in on the Log in screen. */
async function logInOnScreen(latchkey: Latchkey, { keep = false } = {}): Promise<void> {
  await registerAna(latchkey)
  valueOf(await latchkey.auth.logOut())
  await latchkey.page.reload()
  const { page } = latchkey
  if (keep) await page.getByLabel('Keep me logged in on this computer').check()
  await page.getByLabel('Email').fill(ana.email)
  await page.getByLabel('Password', { exact: true }).fill(ana.password)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await expect(heading(page, homeHeading('ana'))).toBeFocused()
}

/**
 * Emits an event of powerMonitor. Deferred, because an evaluated function can run in the middle of
 * a function of the main process.
 */
function emitPowerEvent({ app }: Latchkey, event: 'lock-screen' | 'suspend' | 'resume'): Promise<void> {
  return app.evaluate(
    ({ powerMonitor }, name) =>
      new Promise<void>((resolve) => {
        setImmediate(() => {
          powerMonitor.emit(name)
          resolve()
        })
      }),
    event,
  )
}

function menuItem({ app }: Latchkey, id: string): Promise<{ enabled: boolean; accelerator: string } | null> {
  return app.evaluate(({ Menu }, wanted) => {
    const found = Menu.getApplicationMenu()?.getMenuItemById(wanted)
    return found ? { enabled: found.enabled, accelerator: String(found.accelerator) } : null
  }, id)
}

function chooseMenuItem({ app }: Latchkey, id: string): Promise<void> {
  return app.evaluate(
    ({ Menu }, wanted) =>
      new Promise<void>((resolve) => {
        setImmediate(() => {
          Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click()
          resolve()
        })
      }),
    id,
  )
}

async function unlock(page: Page): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(ana.password)
  await page.getByRole('button', { name: 'Unlock' }).click()
}

test('a remembered session survives a restart and a kill, and ends at log-out', async ({ launch, restart }) => {
  let latchkey = await launch({ env: realKeyStore })
  await logInOnScreen(latchkey, { keep: true })
  latchkey = await restart(latchkey, { env: realKeyStore })
  await expect(heading(latchkey.page, homeHeading('ana'))).toBeFocused()
  await latchkey.kill()
  latchkey = await launch({ env: realKeyStore })
  await expect(heading(latchkey.page, homeHeading('ana'))).toBeVisible()
  await latchkey.page.getByRole('button', { name: 'Log out' }).click()
  latchkey = await restart(latchkey, { env: realKeyStore })
  await expect(heading(latchkey.page, 'Log in')).toBeVisible()
})

test('without secure storage a session cannot be remembered, Log in explains why, and the session ends with the app', async ({
  launch,
  restart,
}) => {
  let latchkey = await launch({ env: { LATCHKEY_TEST_KEY_STORE: 'none' } })
  await logInOnScreen(latchkey)
  await latchkey.page.getByRole('button', { name: 'Log out' }).click()
  await expect(latchkey.page.getByText('This computer has no secure storage')).toBeVisible()
  await expect(latchkey.page.getByRole('checkbox')).toHaveCount(0)
  latchkey = await restart(latchkey, { env: { LATCHKEY_TEST_KEY_STORE: 'hardCodedKey' } })
  await expect(heading(latchkey.page, 'Log in')).toBeVisible()
  await expect(latchkey.page.getByText('This computer has no secure storage')).toBeVisible()
  await expect(latchkey.page.getByRole('checkbox')).toHaveCount(0)
})

test('a denied or unavailable key store leads to Log in and keeps the remembered session for later', async ({
  launch,
  restart,
}) => {
  let latchkey = await launch({ env: realKeyStore })
  await logInOnScreen(latchkey, { keep: true })
  for (const state of ['denied', 'away']) {
    latchkey = await restart(latchkey, { env: { LATCHKEY_TEST_KEY_STORE: state } })
    await expect(latchkey.page.locator('main').getByText(/could not be read from secure storage/)).toBeVisible()
  }
  latchkey = await restart(latchkey, { env: realKeyStore })
  await expect(heading(latchkey.page, homeHeading('ana'))).toBeVisible()
})

test('the menu command locks the session and disables menu items; unlocking returns to the same page', async ({
  latchkey,
  page,
}) => {
  await logInByCall(latchkey)
  expect(await menuItem(latchkey, 'lock')).toEqual({ enabled: true, accelerator: 'CmdOrCtrl+Shift+L' })
  await chooseMenuItem(latchkey, 'securitySettings')
  await expect(page.getByRole('heading', { level: 2, name: 'Security' })).toBeFocused()
  await chooseMenuItem(latchkey, 'lock')
  await expect(heading(page, 'Locked')).toBeVisible()
  await expect(page).toHaveTitle('Locked - Latchkey')
  await expect.poll(async () => (await menuItem(latchkey, 'lock'))?.enabled).toBe(false)
  expect((await menuItem(latchkey, 'securitySettings'))?.enabled).toBe(false)
  expect((await menuItem(latchkey, 'createAccount'))?.enabled).toBe(false)
  expect((await menuItem(latchkey, 'logOut'))?.enabled).toBe(true)
  await unlock(page)
  await expect(heading(page, 'Settings')).toBeFocused()
  await expect.poll(async () => (await menuItem(latchkey, 'lock'))?.enabled).toBe(true)
})

test('locks the session when the screen locks or the computer sleeps, and leaves no data of it in the page', async ({
  latchkey,
  page,
}) => {
  await logInByCall(latchkey)
  await screensOf(page).openPage('settings')
  for (const event of ['lock-screen', 'suspend'] as const) {
    await page.getByRole('button', { name: 'Delete account…' }).click()
    await emitPowerEvent(latchkey, event)
    await expect(heading(page, 'Locked')).toBeVisible()
    expect(errorOf(await latchkey.auth.profile())).toEqual({ code: 'locked' })
    expect(await page.locator('body').innerText()).not.toContain('ana')
    await expect(page.locator('dialog, section, table')).toHaveCount(0)
    await unlock(page)
    await expect(heading(page, 'Settings')).toBeFocused()
  }
})

test('with the preference off, screen lock and sleep do not lock the session, but 12 hours of sleep end it', async ({
  latchkey,
  page,
}) => {
  await logInByCall(latchkey)
  await screensOf(page).openPage('settings')
  await page.getByLabel('Lock when the computer sleeps').uncheck()
  await expect(page.locator('main').getByText('Setting saved')).toBeVisible()
  await emitPowerEvent(latchkey, 'suspend')
  await emitPowerEvent(latchkey, 'lock-screen')
  expect(valueOf(await latchkey.auth.profile()).email).toBe(ana.email)
  await latchkey.world.evaluate((there) => there.clock.shiftWallClock(12 * 3_600_000))
  await emitPowerEvent(latchkey, 'resume')
  await expect(heading(page, 'Log in')).toBeVisible()
})

test('a locked session stays locked after a reload, and ends after 8 hours', async ({ latchkey, page }) => {
  await logInByCall(latchkey)
  await chooseMenuItem(latchkey, 'lock')
  await expect(heading(page, 'Locked')).toBeVisible()
  await page.reload()
  await expect(heading(page, 'Locked')).toBeVisible()
  await advance(latchkey, 8 * 60 * minute)
  await expect(heading(page, 'Log in')).toBeVisible()
})

test('a lock clears the copied recovery key from the clipboard', async ({ latchkey, page }) => {
  await logInByCall(latchkey)
  await latchkey.desktop.copyRecoveryKey({ recoveryKey: '0000000000000000000000000' })
  const clipboard = () => latchkey.world.evaluate(({ desktop }) => desktop.clipboard)
  expect(await clipboard()).not.toBe('')
  await emitPowerEvent(latchkey, 'lock-screen')
  await expect(heading(page, 'Locked')).toBeVisible()
  await expect.poll(clipboard).toBe('')
})

test('the idle warning opens over a dialog, and Escape continues the session', async ({ latchkey, page }) => {
  await logInByCall(latchkey)
  await screensOf(page).openPage('settings')
  await page.getByRole('button', { name: 'Delete account…' }).click()
  await advance(latchkey, 14 * minute)
  const warning = page.getByRole('alertdialog', { name: 'Are you still there?' })
  await expect(warning.getByRole('button', { name: 'Stay logged in' })).toBeFocused()
  await expect(page.locator('#live-assertive')).toHaveText(/You will be logged out in \d+ seconds\./)
  expect(await warning.locator('#live-assertive').count()).toBe(1)
  await page.keyboard.press('Escape')
  await expect(warning).toHaveCount(0)
  await expect(page.getByLabel('Enter your password to confirm')).toBeFocused()
  await advance(latchkey, 13 * minute)
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('the session ends at the idle limit, and neither the page nor its title nor the menu keeps data of it', async ({
  latchkey,
  page,
}) => {
  await logInByCall(latchkey)
  await advance(latchkey, 14 * minute)
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await advance(latchkey, minute)
  await expect(page.locator('main').getByText('You were logged out after 15 minutes without activity.')).toBeVisible()
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(page.getByLabel('Email')).toBeFocused()
  expect(await page.content()).not.toMatch(/\bana\b|example\.com/i)
  await expect(page).toHaveTitle('Log in - Latchkey')
  await expect.poll(async () => (await menuItem(latchkey, 'logOut'))?.enabled).toBe(false)
})

test('notifies of the idle limit without personal data if the window is unfocused, and not at all if it is focused', async ({
  latchkey,
  page,
}) => {
  const setFocused = (isFocused: boolean) =>
    latchkey.app.evaluate(({ BrowserWindow }, value) => {
      const [window] = BrowserWindow.getAllWindows()
      if (window) window.isFocused = () => value
    }, isFocused)
  const notifications = () => latchkey.world.evaluate(({ desktop }) => [...desktop.notifications])
  const warning = page.getByRole('alertdialog')
  await logInByCall(latchkey)
  await setFocused(true)
  await advance(latchkey, 14 * minute)
  await expect(warning).toBeVisible()
  expect(await notifications()).toEqual([])
  await warning.getByRole('button', { name: 'Stay logged in' }).click()
  await expect(warning).toHaveCount(0)
  await setFocused(false)
  await advance(latchkey, 14 * minute)
  await expect(warning).toBeVisible()
  expect(await notifications()).toEqual(['Latchkey: You will be logged out in 1 minute.'])
})

test('a key press in the window postpones the idle limit', async ({ latchkey, page }) => {
  await page.clock.install()
  await logInByCall(latchkey)
  for (let times = 0; times < 3; times += 1) {
    await advance(latchkey, 10 * minute)
    const before = await latchkey.world.evaluate(({ calls }) => calls.received.length)
    // The page reports activity at most once a second.
    await page.clock.fastForward(1_000)
    await page.keyboard.press('Shift')
    await expect.poll(() => latchkey.world.evaluate(({ calls }) => calls.received.length)).toBeGreaterThan(before)
  }
  await expect(heading(page, homeHeading('ana'))).toBeVisible()
})

test('Log in lists only accounts that opted in, and choosing one fills in the email', async ({ latchkey, page }) => {
  await logInByCall(latchkey)
  await screensOf(page).openPage('settings')
  await page.getByLabel('Show my name on the log-in screen').check()
  await expect(page.locator('main').getByText('Setting saved')).toBeVisible()
  await page.getByRole('button', { name: 'Log out' }).click()
  await latchkey.auth.register(bob)
  const people = page.getByRole('group', { name: 'People on this computer' })
  await expect(people.getByRole('button')).toHaveText(['ana'])
  await people.getByRole('button', { name: 'Log in as ana' }).click()
  await expect(page.getByLabel('Email')).toHaveValue(ana.email)
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
})

test('Log in as someone else ends the locked session, and the next session shows no data of it', async ({
  latchkey,
  page,
}) => {
  await latchkey.auth.register(bob)
  await logInByCall(latchkey)
  await chooseMenuItem(latchkey, 'lock')
  await page.getByRole('link', { name: 'Log in as someone else' }).click()
  const screens = screensOf(page)
  await screens.logIn(bob)
  await expect(heading(page, homeHeading('bob'))).toBeVisible()
  expect(await page.content()).not.toMatch(/\bana\b/i)
})
