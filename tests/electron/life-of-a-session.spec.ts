import type { Page } from '@playwright/test'
import { expect, test, type Latchkey } from './fixtures'
import { screensOf } from './pages/screens'
import { ana, bob, errorOf, valueOf } from '../support/people'

/** The life of a session in real Electron: kept, locked, warned, and ended. Its rules are tested in tests/calls/. */

const minute = 60_000
const real = { LATCHKEY_TEST_KEY_STORE: 'real' }

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const advance = ({ world }: Latchkey, ms: number) => world.evaluate((there, by) => there.clock.advance(by), ms)

/** Ana has an account and has saved her key. */
async function registerAna({ auth }: Latchkey): Promise<void> {
  valueOf(await auth.register(ana))
  valueOf(await auth.logIn(ana))
  valueOf(await auth.confirmRecoveryKey())
}

/** Ana, logged in by a call; that the screens do the same is the first test's. */
async function atHome(latchkey: Latchkey): Promise<void> {
  await registerAna(latchkey)
  await latchkey.page.reload()
  await expect(heading(latchkey.page, 'Welcome, ana')).toBeFocused()
}

/** Ana, logged in through the screens. */
async function logInByHand(latchkey: Latchkey, { keep = false } = {}): Promise<void> {
  await registerAna(latchkey)
  valueOf(await latchkey.auth.logOut())
  await latchkey.page.reload()
  const { page } = latchkey
  if (keep) await page.getByLabel('Keep me logged in on this computer').check()
  await page.getByLabel('Email').fill(ana.email)
  await page.getByLabel('Password', { exact: true }).fill(ana.password)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  await expect(heading(page, 'Welcome, ana')).toBeFocused()
}

/** What powerMonitor says, said in its place. Deferred: an evaluated function runs in the middle of whatever main does. */
function emit({ app }: Latchkey, event: 'lock-screen' | 'suspend' | 'resume'): Promise<void> {
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

function item({ app }: Latchkey, id: string): Promise<{ enabled: boolean; accelerator: string } | null> {
  return app.evaluate(({ Menu }, wanted) => {
    const found = Menu.getApplicationMenu()?.getMenuItemById(wanted)
    return found ? { enabled: found.enabled, accelerator: String(found.accelerator) } : null
  }, id)
}

function choose({ app }: Latchkey, id: string): Promise<void> {
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

test('a kept session is there after a restart, and after a kill; log-out ends it', async ({ launch, restart }) => {
  let latchkey = await launch({ env: real })
  await logInByHand(latchkey, { keep: true })
  latchkey = await restart(latchkey, { env: real })
  await expect(heading(latchkey.page, 'Welcome, ana')).toBeFocused()
  await latchkey.kill()
  latchkey = await launch({ env: real })
  await expect(heading(latchkey.page, 'Welcome, ana')).toBeVisible()
  await latchkey.page.getByRole('button', { name: 'Log out' }).click()
  latchkey = await restart(latchkey, { env: real })
  await expect(heading(latchkey.page, 'Log in')).toBeVisible()
})

test('without secure storage the choice is explained; a session ends with the app', async ({ launch, restart }) => {
  let latchkey = await launch({ env: { LATCHKEY_TEST_KEY_STORE: 'none' } })
  await logInByHand(latchkey)
  await latchkey.page.getByRole('button', { name: 'Log out' }).click()
  await expect(latchkey.page.getByText('This computer has no secure storage')).toBeVisible()
  await expect(latchkey.page.getByRole('checkbox')).toHaveCount(0)
  latchkey = await restart(latchkey)
  await expect(heading(latchkey.page, 'Log in')).toBeVisible()
})

test('a key store that is denied or away asks for the password, and loses nothing', async ({ launch, restart }) => {
  let latchkey = await launch({ env: real })
  await logInByHand(latchkey, { keep: true })
  for (const state of ['denied', 'away']) {
    latchkey = await restart(latchkey, { env: { LATCHKEY_TEST_KEY_STORE: state } })
    await expect(latchkey.page.locator('main').getByText(/could not be read from secure storage/)).toBeVisible()
  }
  latchkey = await restart(latchkey, { env: real })
  await expect(heading(latchkey.page, 'Welcome, ana')).toBeVisible()
})

test('the menu locks and is locked; the password opens the same card again', async ({ latchkey, page }) => {
  await atHome(latchkey)
  expect(await item(latchkey, 'lock')).toEqual({ enabled: true, accelerator: 'CmdOrCtrl+Shift+L' })
  await choose(latchkey, 'securitySettings')
  await expect(page.getByRole('heading', { level: 2, name: 'Security' })).toBeFocused()
  await choose(latchkey, 'lock')
  await expect(heading(page, 'Locked')).toBeVisible()
  await expect(page).toHaveTitle('Locked - Latchkey')
  await expect.poll(async () => (await item(latchkey, 'lock'))?.enabled).toBe(false)
  expect((await item(latchkey, 'securitySettings'))?.enabled).toBe(false)
  expect((await item(latchkey, 'createAccount'))?.enabled).toBe(false)
  expect((await item(latchkey, 'logOut'))?.enabled).toBe(true)
  await unlock(page)
  await expect(page.getByRole('heading', { level: 2, name: 'Security' })).toBeFocused()
  await expect.poll(async () => (await item(latchkey, 'lock'))?.enabled).toBe(true)
})

test('goes on at the card that was being read', async ({ latchkey, page }) => {
  await atHome(latchkey)
  await page.setViewportSize({ width: 960, height: 480 })
  const session = page.getByRole('heading', { level: 2, name: 'This session' })
  await session.evaluate((card) => card.scrollIntoView({ block: 'start' }))
  await expect(page.getByRole('link', { name: 'This session' })).toHaveAttribute('aria-current', 'true')
  await choose(latchkey, 'lock')
  await expect(heading(page, 'Locked')).toBeVisible()
  await unlock(page)
  await expect(session).toBeFocused()
  await expect(session).toBeInViewport()
})

test('a locked screen and a sleeping computer lock at once; nothing of the session stays in the page', async ({
  latchkey,
  page,
}) => {
  await atHome(latchkey)
  for (const event of ['lock-screen', 'suspend'] as const) {
    await page.getByRole('button', { name: 'Delete account…' }).click()
    await emit(latchkey, event)
    await expect(heading(page, 'Locked')).toBeVisible()
    expect(errorOf(await latchkey.auth.profile())).toEqual({ code: 'locked' })
    expect(await page.locator('body').innerText()).not.toContain('ana')
    await expect(page.locator('dialog, section, table')).toHaveCount(0)
    await unlock(page)
    await expect(heading(page, 'Welcome, ana')).toBeVisible()
  }
})

test('who turned it off is not locked with the system, but a computer that slept for 12 hours wakes logged out', async ({
  latchkey,
  page,
}) => {
  await atHome(latchkey)
  await page.getByLabel('Lock when the computer sleeps').uncheck()
  await expect(page.locator('main').getByText('Setting saved')).toBeVisible()
  await emit(latchkey, 'suspend')
  await emit(latchkey, 'lock-screen')
  expect(valueOf(await latchkey.auth.profile()).email).toBe(ana.email)
  await latchkey.world.evaluate((there) => there.clock.shiftWall(12 * 3_600_000))
  await emit(latchkey, 'resume')
  await expect(heading(page, 'Log in')).toBeVisible()
})

test('a locked page that is loaded again asks for the password, and locked for 8 hours it is Log in', async ({
  latchkey,
  page,
}) => {
  await atHome(latchkey)
  await choose(latchkey, 'lock')
  await expect(heading(page, 'Locked')).toBeVisible()
  await page.reload()
  await expect(heading(page, 'Locked')).toBeVisible()
  await advance(latchkey, 8 * 60 * minute)
  await expect(heading(page, 'Log in')).toBeVisible()
})

test('a lock takes the copied recovery key off the clipboard', async ({ latchkey, page }) => {
  await atHome(latchkey)
  await latchkey.desktop.copyRecoveryKey({ recoveryKey: '0000000000000000000000000' })
  const clipboard = () => latchkey.world.evaluate(({ desktop }) => desktop.clipboard)
  expect(await clipboard()).not.toBe('')
  await emit(latchkey, 'lock-screen')
  await expect(heading(page, 'Locked')).toBeVisible()
  await expect.poll(clipboard).toBe('')
})

test('idleness is warned of over an open dialog; Escape goes on', async ({ latchkey, page }) => {
  await atHome(latchkey)
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

test('at the limit the session ends, and neither page nor title nor menu knows who it was', async ({
  latchkey,
  page,
}) => {
  await atHome(latchkey)
  await advance(latchkey, 14 * minute)
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await advance(latchkey, minute)
  await expect(page.locator('main').getByText('You were logged out after 15 minutes without activity.')).toBeVisible()
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(page.getByLabel('Email')).toBeFocused()
  expect(await page.content()).not.toMatch(/\bana\b|example\.com/i)
  await expect(page).toHaveTitle('Log in - Latchkey')
  await expect.poll(async () => (await item(latchkey, 'logOut'))?.enabled).toBe(false)
})

test('says it beside a window that nobody looks at, names nobody there, and is silent beside one with the focus', async ({
  latchkey,
  page,
}) => {
  const focus = (isFocused: boolean) =>
    latchkey.app.evaluate(({ BrowserWindow }, isIt) => {
      const [window] = BrowserWindow.getAllWindows()
      if (window) window.isFocused = () => isIt
    }, isFocused)
  const notified = () => latchkey.world.evaluate(({ desktop }) => [...desktop.notified])
  const warning = page.getByRole('alertdialog')
  await atHome(latchkey)
  await focus(true)
  await advance(latchkey, 14 * minute)
  await expect(warning).toBeVisible()
  expect(await notified()).toEqual([])
  await warning.getByRole('button', { name: 'Stay logged in' }).click()
  await expect(warning).toHaveCount(0)
  await focus(false)
  await advance(latchkey, 14 * minute)
  await expect(warning).toBeVisible()
  expect(await notified()).toEqual(['Latchkey: You will be logged out in 1 minute.'])
})

test('a key in the window puts the limit off', async ({ latchkey, page }) => {
  await page.clock.install()
  await atHome(latchkey)
  for (let times = 0; times < 3; times += 1) {
    await advance(latchkey, 10 * minute)
    const before = await latchkey.world.evaluate(({ calls }) => calls.made.length)
    // The page reports once a second.
    await page.clock.fastForward(1_000)
    await page.keyboard.press('Shift')
    await expect.poll(() => latchkey.world.evaluate(({ calls }) => calls.made.length)).toBeGreaterThan(before)
  }
  await expect(heading(page, 'Welcome, ana')).toBeVisible()
})

test('one of two who opted in is named, and her name fills in the email', async ({ latchkey, page }) => {
  await atHome(latchkey)
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

test('Log in as someone else leads there, and the next person finds nothing of the last', async ({
  latchkey,
  page,
}) => {
  await latchkey.auth.register(bob)
  await atHome(latchkey)
  await choose(latchkey, 'lock')
  await page.getByRole('link', { name: 'Log in as someone else' }).click()
  const screens = screensOf(page)
  await screens.logIn(bob)
  await expect(heading(page, 'Welcome, bob')).toBeVisible()
  expect(await page.content()).not.toMatch(/\bana\b/i)
})
