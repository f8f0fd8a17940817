import { basename } from 'node:path'
import { ana, valueOf } from '../../support/people'
import { expect, test } from '../fixtures'
import { mainSideOf } from '../pages/main-side'
import { screensOf } from '../pages/screens'

test('offers a new recovery key at log-in while the first one is not confirmed as saved', async ({
  latchkey: { auth, page },
}) => {
  const first = valueOf(await auth.register(ana))
    .recoveryKey.match(/.{5}/g)
    ?.join('-')
  await page.reload()
  const screens = screensOf(page)
  await screens.logIn()
  await screens.text('key.unsaved').waitFor()
  await screens.press('key.unsaved.action')
  await screens.fill({ password: ana.password })
  await screens.submit()
  await screens.text('key.pending').waitFor()
  expect(await screens.shownKey()).toMatch(/^([0-9A-Z]{5}-){4}[0-9A-Z]{5}$/)
  expect(await screens.shownKey()).not.toBe(first)
  await screens.confirmKeySaved()
  await screens.expectHome('ana')
  await expect(screens.text('key.unsaved')).toHaveCount(0)
})

test('copies the key with its dashes, clears it from the clipboard after a minute, and leaves other clipboard content alone', async ({
  latchkey,
}) => {
  const main = mainSideOf(latchkey)
  const screens = screensOf(latchkey.page)
  const key = await screens.register()
  await screens.press('key.copy')
  await expect(screens.liveRegions.polite).toContainText(screens.translate('key.copied', { s: 60 }))
  expect(await main.clipboard()).toBe(key)
  await main.advance(59_000)
  expect(await main.clipboard()).toBe(key)
  await main.advance(2_000)
  await expect.poll(() => main.clipboard()).toBe('')
  await expect(screens.liveRegions.polite).toHaveText(screens.translate('key.cleared'))
  await screens.press('key.copy')
  await screens.text('key.copied', { s: 60 }).waitFor()
  await main.setDesktop({ clipboard: 'a shopping list' })
  await main.advance(61_000)
  expect(await main.clipboard()).toBe('a shopping list')
})

test('Continue without the ticked box focuses the box, shows why, and sends no call', async ({ latchkey }) => {
  const main = mainSideOf(latchkey)
  const screens = screensOf(latchkey.page)
  await screens.register()
  await screens.press('key.continue')
  await screens.text('key.confirmErr').waitFor()
  await expect(screens.field('savedKey')).toBeFocused()
  await expect(screens.field('savedKey')).toHaveAttribute('aria-invalid', 'true')
  expect((await main.callCounts())['auth:confirmRecoveryKey']).toBeUndefined()
})

test('suggests a file name without personal data', async ({ latchkey }) => {
  const main = mainSideOf(latchkey)
  const screens = screensOf(latchkey.page)
  await screens.register()
  await screens.press('key.save')
  await expect.poll(() => main.openedDialogs()).toHaveLength(1)
  const [{ defaultPath = '' } = {}] = await main.openedDialogs()
  expect(basename(defaultPath)).toBe('latchkey-recovery-key.txt')
})
