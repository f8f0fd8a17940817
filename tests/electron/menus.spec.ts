import { expect, test, type Latchkey } from './fixtures'

/** The menu bar as Electron holds it; its table is tested in tests/desktop/menu/menu.test.ts. */

const person = { email: 'ana@example.com', password: 'correct horse staple' }

type Shown = { id: string; label: string; enabled: boolean; checked: boolean }

/** Every item of the bar, as it stands now. */
function items({ app }: Latchkey): Promise<Shown[]> {
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

/** Chooses an item as a person does. Deferred: an evaluated function runs in the middle of whatever main is doing. */
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

test('speaks the language of the system, and follows a change at once', async ({ launch }) => {
  const latchkey = await launch({ env: { LANGUAGE: 'fr' } })
  expect((await item(latchkey, 'createAccount'))?.label).toBe('&Créer un compte…')
  await expect(latchkey.page.getByRole('heading', { level: 1 })).toHaveText('Bienvenue')
  await choose(latchkey, 'language.en')
  await expect.poll(async () => (await item(latchkey, 'createAccount'))?.label).toBe('&Create an Account…')
  await expect(latchkey.page.getByRole('heading', { level: 1 })).toHaveText('Welcome')
  expect(await latchkey.desktop.settings()).toMatchObject({ value: { language: 'en', resolvedLanguage: 'en' } })
})

test('offers what makes sense logged out and logged in', async ({ latchkey }) => {
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

test('hands its commands to the page', async ({ shared: latchkey }) => {
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

test('changes theme and zoom, shows it, and tells the page', async ({ shared: latchkey }) => {
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

test('is visible, and has no developer menu and no reload', async ({ shared: latchkey }) => {
  const shown = await items(latchkey)
  for (const id of ['reload', 'devTools']) expect(shown.map((each) => each.id)).not.toContain(id)
  const visible = await latchkey.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return [window?.isMenuBarVisible(), window?.isMenuBarAutoHide()]
  })
  expect(visible).toEqual([true, false])
})

test('shows the data folder and copies diagnostic details without asking the page', async ({ shared: latchkey }) => {
  await choose(latchkey, 'dataFolder')
  await choose(latchkey, 'diagnostics')
  const reached = () => latchkey.world.evaluate(({ desktop }) => ({ shown: desktop.shown, copied: desktop.clipboard }))
  await expect.poll(async () => (await reached()).shown).toEqual([`${latchkey.dataFolder}/accounts.db`])
  await expect.poll(async () => (await reached()).copied).toMatch(/^Latchkey \d+\.\d+\.\d+.*\nElectron \d+/)
})
