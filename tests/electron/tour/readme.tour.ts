import { join, resolve } from 'node:path'
import { test } from '../fixtures'
import { settleForScreenshot } from '../pages/settle-for-screenshot'
import { mainSideOf } from '../pages/main-side'
import { screensOf } from '../pages/screens'
import { tourFolder } from './album'

/** The account and the time of every picture in the README. */
const camille = { email: 'camille@example.com', password: 'tarte aux fraises' }
const afternoon = Date.UTC(2026, 10, 21, 14, 3, 5)

// The pictures of the README are replaced on request only: LATCHKEY_RENEW_PICTURES=1 npm run tour
const folder = process.env['LATCHKEY_RENEW_PICTURES'] ? resolve('docs/screenshots') : join(tourFolder, 'readme')

test('takes the four pictures of the README', async ({ launch }) => {
  const latchkey = await launch({ clockAhead: afternoon - Date.now(), args: ['--disable-lcd-text'] })
  const { page } = latchkey
  const screens = screensOf(page)
  const picture = (name: string) => page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
  await settleForScreenshot(page)
  // The page has a clock of its own, which decides the greeting of Home.
  await page.clock.setFixedTime(afternoon)
  await page.setViewportSize({ width: 960, height: 720 })

  await screens.register(camille)
  await removeFocus(page)
  await picture('recovery-key')
  await screens.confirmKeySaved()
  await screens.openPage('settings')
  await screens.press('profile.name.edit')
  await screens.fill({ displayName: 'Camille' })
  await screens.submit()
  await screens.button('profile.name.edit').waitFor()
  await screens.logOut()
  await mainSideOf(latchkey).advance(90_000)
  await page.reload()
  await screens.expectHeading('login.h1')
  await picture('log-in')
  await screens.logIn(camille)
  await screens.expectHome('Camille')
  for (const theme of ['light', 'dark'] as const) {
    await latchkey.desktop.changeSettings({ theme })
    await removeFocus(page)
    await picture(`session-${theme}`)
  }
})

/** Removes the focus ring and the hover state, which a picture should not show. */
async function removeFocus(page: ReturnType<typeof screensOf>['page']): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.mouse.move(480, 715)
}
