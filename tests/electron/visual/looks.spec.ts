import { ana, bob } from '../../support/people'
import { expect, test, type Latchkey } from '../fixtures'
import { mainSideOf } from '../pages/main-side'
import { screensOf } from '../pages/screens'
import { settleForScreenshot } from '../pages/settle-for-screenshot'
import type { Language } from '../pages/words'

/**
 * Compares the main screens with the pictures beside this file. Fonts, dates, language and window
 * size are fixed, so a picture differs only if the screen looks different. After an intended
 * change:
 * `node scripts/with-electron.mjs playwright test --project=electron visual --update-snapshots`.
 */
const variants = [
  { language: 'en', theme: 'light', viewport: { width: 960, height: 720 } },
  { language: 'fr', theme: 'dark', viewport: { width: 360, height: 720 } },
] as const satisfies { language: Language; theme: string; viewport: object }[]

/** On one machine the pictures are identical; another may smooth a few edges differently. */
const tolerance = { maxDiffPixels: 400, fullPage: true, animations: 'disabled' } as const

/**
 * The renderer of the pictures. Another major version of Chromium draws all text slightly
 * differently.
 */
const drawnBy = { platform: 'linux', chromium: '130' }

const saturday = Date.UTC(2026, 10, 21, 14, 3, 5)
const rendering = ['--font-render-hinting=none', '--disable-lcd-text']

type Launch = (options: { args: string[]; clockAhead: number; env: Record<string, string> }) => Promise<Latchkey>

async function open(launch: Launch, { language, theme, viewport }: (typeof variants)[number]): Promise<Latchkey> {
  const clockAhead = saturday - Date.now()
  const latchkey = await launch({ args: rendering, clockAhead, env: { LANGUAGE: language } })
  const chromium = await latchkey.app.evaluate(() => process.versions['chrome'])
  const isSameRenderer = process.platform === drawnBy.platform && chromium.split('.')[0] === drawnBy.chromium
  test.skip(!isSameRenderer, `the pictures were drawn by Chromium ${drawnBy.chromium} on ${drawnBy.platform}`)
  await settleForScreenshot(latchkey.page)
  // The page has a clock of its own, which decides the greeting of Home and the days of Activity.
  await latchkey.page.clock.setFixedTime(saturday)
  await latchkey.desktop.changeSettings({ theme })
  await latchkey.page.setViewportSize(viewport)
  await screensOf(latchkey.page, language).expectHeading('welcome.h1')
  return latchkey
}

for (const look of variants) {
  const name = (screen: string) => `${screen}-${look.language}-${look.theme}.png`

  test(`looks as it did, and would not four pixels lower: ${look.language}, ${look.theme}`, async ({ launch }, {
    config,
  }) => {
    const latchkey = await open(launch, look)
    const { page } = latchkey
    const { fill, follow, openRegister, press, submit, text, ...screens } = screensOf(page, look.language)
    const looksLike = (screen: string) =>
      expect.soft(page).toHaveScreenshot(name(screen), { ...tolerance, mask: [page.locator('output')] })

    await looksLike('welcome')
    // Not while snapshots are updated: the shifted screen would become the expected one.
    if (!['all', 'changed'].includes(config.updateSnapshots)) {
      await page.evaluate(() => document.querySelector('main')?.style.setProperty('margin-top', '4px'))
      const compared = expect(page).toHaveScreenshot(name('welcome'), { ...tolerance, timeout: 1_000 })
      await expect(compared).rejects.toThrow(/pixels \(ratio 0\.\d+ of all image pixels\) are different/)
      await page.evaluate(() => document.querySelector('main')?.style.removeProperty('margin-top'))
    }
    await openRegister()
    await submit()
    await text('err.heading').waitFor()
    await looksLike('register')
    await page.reload()
    await screens.register()
    await looksLike('recovery-key')
    await screens.confirmKeySaved()
    await text('safe.h2').waitFor()
    await looksLike('home')
    await screens.openPage('activity')
    await text('act.e.keySaved').waitFor()
    await looksLike('activity')
    await screens.openPage('settings')
    await looksLike('settings')
    await press('del.card.open')
    // The pointer may rest on a button of the dialog, which would then show its hover state.
    await page.mouse.move(0, 0)
    await expect.soft(page.locator('dialog')).toHaveScreenshot(name('delete'), tolerance)
    await press('del.keep')
    await screens.logOut()
    await fill({ email: ana.email, password: bob.password })
    await submit()
    await text('login.wrong').waitFor()
    await looksLike('log-in')
    await follow('login.forgot')
    await screens.expectHeading('reset.h1')
    await looksLike('reset')
    await mainSideOf(latchkey).refuse('auth:welcome', { code: 'storage', reason: 'newer' })
    await page.reload()
    await screens.expectHeading('store.h1')
    await looksLike('store-problem')
  })
}
