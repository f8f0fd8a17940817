import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixtures'

test('theme, language and zoom survive a restart', async ({ latchkey, restart }) => {
  const chosen = { theme: 'dark', language: 'fr', zoomPercent: 150 } as const
  expect(await latchkey.desktop.changeSettings(chosen)).toEqual({
    ok: true,
    value: { ...chosen, resolvedLanguage: 'fr' },
  })
  latchkey = await restart(latchkey)
  expect(await latchkey.desktop.settings()).toEqual({ ok: true, value: { ...chosen, resolvedLanguage: 'fr' } })
  await expect(latchkey.page.locator('html')).toHaveAttribute('lang', 'fr')
  expect(await latchkey.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  const zoom = await latchkey.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor(),
  )
  expect(zoom).toBeCloseTo(1.5)
})

test('the page is notified once of each change it makes itself, and an invalid zoom changes nothing', async ({
  shared: { desktop, page },
}) => {
  const heard = await page.evaluate(async () => {
    const changes: unknown[] = []
    const heardTwice = new Promise<void>((resolve) => {
      window.desktop.onSettingsChanged((settings) => {
        if (changes.push(settings) === 2) resolve()
      })
    })
    // The second change proves that the first one sent a single message.
    await window.desktop.changeSettings({ zoomPercent: 125 })
    await window.desktop.changeSettings({ zoomPercent: 110 })
    await heardTwice
    return changes
  })
  const asAtTheStart = { theme: 'system', language: 'system', resolvedLanguage: 'en' }
  expect(heard).toEqual([
    { ...asAtTheStart, zoomPercent: 125 },
    { ...asAtTheStart, zoomPercent: 110 },
  ])
  expect(await desktop.changeSettings({ zoomPercent: 49 })).toMatchObject({ error: { code: 'invalidInput' } })
  expect(await desktop.settings()).toMatchObject({ value: { zoomPercent: 110 } })
})

test('the settings file contains no personal data, and only the owner can read it', async ({ latchkey }) => {
  const person = { email: 'ana@example.com', password: 'correct horse staple' }
  await latchkey.auth.register(person)
  await latchkey.auth.logIn(person)
  await latchkey.desktop.changeSettings({ theme: 'light' })
  await latchkey.close()
  const file = join(latchkey.dataFolder, 'settings.json')
  expect(readFileSync(file, 'utf8')).not.toContain('ana')
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('the app starts with default settings if the settings file is damaged', async ({ launch, dataFolder }) => {
  writeFileSync(join(dataFolder, 'settings.json'), '{"theme": "dark", "zoomPercent": "huge", "window": 7')
  const latchkey = await launch()
  expect(await latchkey.desktop.settings()).toMatchObject({ value: { theme: 'system', zoomPercent: 100 } })
})
