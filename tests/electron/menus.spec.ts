import { expect, test, type Latchkey } from './fixtures'

/** The menu bar in real Electron. Its template is tested in tests/desktop/menu/menu.test.ts. */

const person = { email: 'ana@example.com', password: 'correct horse staple' }

type ItemState = { id: string; label: string; enabled: boolean; checked: boolean }

/** The current state of every menu item. */
function items({ app }: Latchkey): Promise<ItemState[]> {
  return app.evaluate(({ Menu }) => {
    const all = (list: Electron.MenuItem[]): Electron.MenuItem[] =>
      list.flatMap((item) => [item, ...all(item.submenu?.items ?? [])])
    return all(Menu.getApplicationMenu()?.items ?? []).map(({ id, label, enabled, checked }) => ({
      id,
      label,
      enabled,
      checked,
    }))
  })
}

const item = async (latchkey: Latchkey, id: string) => (await items(latchkey)).find((each) => each.id === id)

/**
 * Clicks a menu item. Deferred, because an evaluated function can run in the middle of a function
 * of the main process.
 */
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

test('the menu is in the system language and follows a change at once', async ({ launch }) => {
  const latchkey = await launch({ env: { LANGUAGE: 'fr' } })
  expect((await item(latchkey, 'createAccount'))?.label).toBe('&Créer un compte…')
  await expect(latchkey.page.getByRole('heading', { level: 1 })).toHaveText('Bienvenue')
  await choose(latchkey, 'language.en')
  await expect.poll(async () => (await item(latchkey, 'createAccount'))?.label).toBe('&Create an Account…')
  await expect(latchkey.page.getByRole('heading', { level: 1 })).toHaveText('Welcome')
  expect(await latchkey.desktop.settings()).toMatchObject({ value: { language: 'en', resolvedLanguage: 'en' } })
})

test('enables log-out and security settings with a session, and account creation without one', async ({ latchkey }) => {
  const offered = async () => {
    const shown = await items(latchkey)
    return ['createAccount', 'logOut', 'securitySettings'].map((id) => shown.find((each) => each.id === id)?.enabled)
  }
  expect(await offered()).toEqual([true, false, false])
  await latchkey.auth.register(person)
  await latchkey.auth.logIn(person)
  expect(await offered()).toEqual([false, true, true])
  await latchkey.auth.logOut()
  expect(await offered()).toEqual([true, false, false])
})

test('sends menu commands to the page', async ({ shared: latchkey }) => {
  const { page } = latchkey
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    window.desktop.onCommand((command) => heard.push(command))
  })
  for (const id of ['createAccount', 'shortcuts']) await choose(latchkey, id)
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { heard: string[] }).heard))
    .toEqual(['createAccount', 'shortcuts'])
})

test('changes theme and zoom from the menu, and marks the chosen theme', async ({ shared: latchkey }) => {
  const { page } = latchkey
  await choose(latchkey, 'theme.dark')
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  expect((await item(latchkey, 'theme.dark'))?.checked).toBe(true)
  await choose(latchkey, 'zoom.in')
  await choose(latchkey, 'zoom.in')
  await expect.poll(() => latchkey.desktop.settings()).toMatchObject({ value: { theme: 'dark', zoomPercent: 125 } })
  const factor = () =>
    latchkey.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor())
  expect(await factor()).toBeCloseTo(1.25)
  await choose(latchkey, 'zoom.actual')
  await expect.poll(factor).toBeCloseTo(1)
})

test('the menu bar is visible and has no developer tools and no reload', async ({ shared: latchkey }) => {
  const shown = await items(latchkey)
  for (const id of ['reload', 'devTools']) expect(shown.map((each) => each.id)).not.toContain(id)
  const visible = await latchkey.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return [window?.isMenuBarVisible(), window?.isMenuBarAutoHide()]
  })
  expect(visible).toEqual([true, false])
})

test('shows the data folder and copies diagnostic details without the page', async ({ shared: latchkey }) => {
  await choose(latchkey, 'dataFolder')
  await choose(latchkey, 'diagnostics')
  const reached = () =>
    latchkey.world.evaluate(({ desktop }) => ({ shown: desktop.shownPaths, copied: desktop.clipboard }))
  await expect.poll(async () => (await reached()).shown).toEqual([`${latchkey.dataFolder}/accounts.db`])
  await expect.poll(async () => (await reached()).copied).toMatch(/^Latchkey \d+\.\d+\.\d+.*\nElectron \d+/)
})
