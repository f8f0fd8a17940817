import { join, resolve } from 'node:path'
import { test } from '../fixtures'
import { settleForScreenshot } from '../pages/settle-for-screenshot'
import { mainSideOf } from '../pages/main-side'
import { screensOf } from '../pages/screens'
import { album } from './album'

/** Camille lives on every picture of the README, on an afternoon in November. */
const camille = { email: 'camille@example.com', password: 'tarte aux fraises' }
const afternoon = Date.UTC(2026, 10, 21, 14, 3, 5)

// They stand in the README, so they change only when somebody says so: LATCHKEY_RENEW_PICTURES=1 npm run tour
const folder = process.env['LATCHKEY_RENEW_PICTURES'] ? resolve('docs/screenshots') : join(album, 'readme')

test('takes the four pictures of the README', async ({ launch }) => {
  const latchkey = await launch({ clockAhead: afternoon - Date.now(), args: ['--disable-lcd-text'] })
  const { page } = latchkey
  const screens = screensOf(page)
  const picture = (name: string) => page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
  await settleForScreenshot(page)
  await page.setViewportSize({ width: 960, height: 720 })

  await screens.register(camille)
  await forgetTheFocus(page)
  await picture('recovery-key')
  await screens.keepKey()
  await screens.press('profile.name.edit')
  await screens.fill({ displayName: 'Camille' })
  await screens.submit()
  await screens.logOut()
  await mainSideOf(latchkey).advance(90_000)
  await page.reload()
  await screens.arrive('login.h1')
  await picture('log-in')
  await screens.logIn(camille)
  await screens.text('act.e.profile').waitFor()
  for (const theme of ['light', 'dark'] as const) {
    await latchkey.desktop.changeSettings({ theme })
    await forgetTheFocus(page)
    await picture(`session-${theme}`)
  }
})

/** A reader's place and a pointer are of no use in a picture. */
async function forgetTheFocus(page: ReturnType<typeof screensOf>['page']): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.mouse.move(480, 715)
}
