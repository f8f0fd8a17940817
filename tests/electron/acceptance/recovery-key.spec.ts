import { basename } from 'node:path'
import { ana, valueOf } from '../../support/people'
import { expect, test } from '../fixtures'
import { mainSideOf } from '../pages/main-side'
import { screensOf } from '../pages/screens'

test('asks at every log-in for a key that nobody saved, and makes another one', async ({
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
  await screens.keepKey()
  await screens.arrive('home.h1', { name: 'ana' })
  await expect(screens.text('key.unsaved')).toHaveCount(0)
})

test('puts the key with its dashes on the clipboard, and takes it off after a minute, but not what somebody copied meanwhile', async ({
  latchkey,
}) => {
  const main = mainSideOf(latchkey)
  const screens = screensOf(latchkey.page)
  const key = await screens.register()
  await screens.press('key.copy')
  await expect(screens.said.polite).toHaveText(screens.translate('key.copied', { s: 60 }))
  expect(await main.clipboard()).toBe(key)
  await main.advance(59_000)
  expect(await main.clipboard()).toBe(key)
  await main.advance(2_000)
  expect(await main.clipboard()).toBe('')
  await expect(screens.said.polite).toHaveText(screens.translate('key.cleared'))
  await screens.press('key.copy')
  await screens.text('key.copied', { s: 60 }).waitFor()
  await main.system({ clipboard: 'a shopping list' })
  await main.advance(61_000)
  expect(await main.clipboard()).toBe('a shopping list')
})

test('does not go on before the box is ticked: the box takes the focus and says why', async ({ latchkey }) => {
  const main = mainSideOf(latchkey)
  const screens = screensOf(latchkey.page)
  await screens.register()
  await screens.press('key.continue')
  await screens.text('key.confirmErr').waitFor()
  await expect(screens.field('savedKey')).toBeFocused()
  await expect(screens.field('savedKey')).toHaveAttribute('aria-invalid', 'true')
  expect((await main.made())['auth:confirmRecoveryKey']).toBeUndefined()
})

test('suggests a name for the file that names nobody', async ({ latchkey }) => {
  const main = mainSideOf(latchkey)
  const screens = screensOf(latchkey.page)
  await screens.register()
  await screens.press('key.save')
  await expect.poll(() => main.asked()).toHaveLength(1)
  const [{ defaultPath = '' } = {}] = await main.asked()
  expect(basename(defaultPath)).toBe('latchkey-recovery-key.txt')
})
