import type { Page } from '@playwright/test'
import type { MessageKey } from '../../../copy/message-key'
import { ana } from '../../support/people'
import { expect, test } from '../fixtures'
import { tabTo } from '../pages/keyboard'
import { mainSideOf } from '../pages/main-side'
import { screensOf } from '../pages/screens'
import { fileBeside } from '../file-beside'

const later = 'trois petits chats'
const latest = 'un jardin sous la lune'

test('works by keyboard alone from the first start to the deletion of the account', async ({ latchkey }) => {
  test.setTimeout(90_000)
  const { page } = latchkey
  const { keyboard } = page
  const main = mainSideOf(latchkey)
  const { expectHeading, expectHome, translate, liveRegions, shownKey, text } = screensOf(page)
  const pointers = await countPointers(page)
  const to = (key: MessageKey, values?: Record<string, string>) => tabTo(page, translate(key, values))
  const press = async (key: MessageKey) => {
    await to(key)
    await keyboard.press('Enter')
  }
  /** The rail comes before the heading, which has the focus on a new page. */
  const openPage = async (key: MessageKey) => {
    await tabTo(page, translate(key), 'Shift+Tab')
    await keyboard.press('Enter')
    await expectHeading(key)
    await expect(page.locator('h1')).toBeFocused()
  }
  const fill = async (key: MessageKey, value: string) => {
    await to(key)
    await keyboard.type(value)
  }

  await test.step('creates an account, starting in the empty email field', async () => {
    await press('welcome.create')
    await expectHeading('register.h1')
    await keyboard.type(ana.email)
    await fill('register.pw.label', ana.password)
    await press('pw.show.aria')
    await expect(liveRegions.polite).toHaveText(translate('pw.shown.sr'))
    await press('register.submit')
  })

  await test.step('copies the key with Ctrl+C and saves it as a file', async () => {
    await expectHeading('key.h1')
    await keyboard.press('Tab')
    await expect(page.locator('output')).toBeFocused()
    await keyboard.press('ControlOrMeta+c')
    await expect.poll(() => main.clipboard()).toBe(await shownKey())
    await main.setDesktop({ saveTo: fileBeside(latchkey.dataFolder, 'latchkey-recovery-key.txt') })
    await press('key.save')
    await expect(
      text('key.saved', { path: fileBeside(latchkey.dataFolder, 'latchkey-recovery-key.txt') }),
    ).toBeVisible()
    await to('key.confirm')
    await keyboard.press('Space')
    await press('key.continue')
  })

  await test.step('opens Activity through the rail and saves it as a file', async () => {
    await expectHome('ana')
    await openPage('act.h1')
    await expect(text('act.e.keySaved')).toBeVisible()
    await main.setDesktop({ saveTo: fileBeside(latchkey.dataFolder, 'activity.csv') })
    await press('act.csv')
    await expect(text('act.saved', { path: fileBeside(latchkey.dataFolder, 'activity.csv') })).toBeVisible()
  })

  await test.step('opens Settings through the rail, cancels a change of the name, then changes it', async () => {
    await openPage('settings.h1')
    await press('profile.name.edit')
    await keyboard.press('Escape')
    await expect(page.locator(':focus')).toHaveAccessibleName(translate('profile.name.edit'))
    await keyboard.press('Enter')
    await keyboard.press('ControlOrMeta+a')
    await keyboard.type('Ana')
    await keyboard.press('Enter')
    await expect(liveRegions.polite).toHaveText(translate('profile.name.saved'))
    await expect(page.locator(':focus')).toHaveAccessibleName(translate('profile.name.edit'))
  })

  await test.step('changes the password', async () => {
    await press('sec.pw.change')
    await keyboard.type(ana.password)
    await fill('sec.pw.new', later)
    await keyboard.press('Enter')
    await expect(text('sec.pw.saved')).toBeVisible()
    await expect(page.locator(':focus')).toHaveAccessibleName(translate('sec.pw.change'))
  })

  await test.step('logs out, forgets the password, and resets it with the key file', async () => {
    await tabTo(page, translate('home.out'), 'Shift+Tab')
    await keyboard.press('Enter')
    await expectHeading('login.h1')
    await keyboard.type(ana.email)
    await press('login.forgot')
    await expectHeading('reset.h1')
    await main.setDesktop({ open: fileBeside(latchkey.dataFolder, 'latchkey-recovery-key.txt') })
    await press('reset.key.open')
    await expect(page.locator('input[name=newPassword]')).toBeFocused()
    await keyboard.type(latest)
    await keyboard.press('Enter')
    await expectHeading('key.h1')
    await to('key.confirm')
    await keyboard.press('Space')
    await keyboard.press('Enter')
  })

  await test.step('skips the header and logs in', async () => {
    await text('login.note.reset').waitFor()
    await keyboard.press('Alt+ArrowLeft')
    await press('shell.skip')
    await expect(page.locator('h1')).toBeFocused()
    await fill('login.pw.label', latest)
    await keyboard.press('Enter')
    await expectHome('Ana')
  })

  await test.step('skips the header and the rail', async () => {
    await press('shell.skip')
    await expect(page.locator('h1')).toBeFocused()
    await keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('nav, header'))).toBe(null)
  })

  await test.step('cancels the deletion, then deletes the account', async () => {
    await openPage('settings.h1')
    await press('del.card.open')
    await expect(page.locator('dialog input[name=password]')).toBeFocused()
    await keyboard.press('Escape')
    await expect(page.locator(':focus')).toHaveAccessibleName(translate('del.card.open'))
    await keyboard.press('Enter')
    await keyboard.type(latest)
    await keyboard.press('Enter')
    await expectHeading('welcome.h1')
    await expect(text('welcome.deleted', { email: ana.email })).toBeVisible()
  })

  expect(await pointers()).toBe(0)
})

/** Counts pointer events, so that no helper of the tests uses the mouse unnoticed. */
async function countPointers(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    Object.assign(window, { pointers: 0 })
    // Moves do not count: Chromium generates them when the element under the pointer changes.
    const count = () => void ((window as unknown as { pointers: number }).pointers += 1)
    window.addEventListener('pointerdown', count, true)
  })
  return () => page.evaluate(() => (window as unknown as { pointers: number }).pointers)
}
