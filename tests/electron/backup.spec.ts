import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ana, bob } from '../support/people'
import { expect, test } from './fixtures'
import { mainSideOf } from './pages/main-side'
import { screensOf } from './pages/screens'
import { fileBeside } from './file-beside'

/**
 * Backup and restore in the built app. The dialogs are fake; the files and the encryption worker
 * are real.
 */

test('backs up the accounts under a passphrase and restores them, by keyboard alone', async ({
  latchkey,
  dataFolder,
}) => {
  const { page } = latchkey
  const main = mainSideOf(latchkey)
  const screens = screensOf(page)
  const saved = fileBeside(dataFolder, 'stick.db.age')
  await screens.openRegister()
  await screens.register()
  await screens.confirmKeySaved()

  await main.setDesktop({ saveTo: saved, open: saved })
  await main.chooseCommand('backUp')
  await expect(screens.field('passphrase')).toBeFocused()
  await page.keyboard.type('cheval correct pile')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(screens.field('password')).toBeFocused()
  await page.keyboard.type(ana.password)
  await page.keyboard.press('Enter')
  await expect(screens.text('backup.done', { path: saved })).toBeVisible({ timeout: 15_000 })
  expect((await main.openedDialogs()).at(-1)?.defaultPath).toMatch(/latchkey-backup-\d{4}-\d\d-\d\d\.db\.age$/)
  await page.keyboard.press('Escape')
  expect(await latchkey.auth.logOut()).toMatchObject({ ok: true })
  await latchkey.auth.register(bob)
  await latchkey.auth.logIn(ana)
  await page.reload()
  await screens.expectHome('ana')

  await main.chooseCommand('restore')
  await expect(screens.button('restore.choose')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(screens.field('passphrase')).toBeFocused()
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await expect(screens.text('restore.pass.wrong')).toBeVisible({ timeout: 15_000 })
  await page.keyboard.press('Control+A')
  await page.keyboard.type('cheval correct pile')
  await page.keyboard.press('Enter')
  await expect(screens.text('restore.warn', { n: 2 })).toBeVisible({ timeout: 15_000 })
  await expect(screens.text('restore.diff.removed', { n: 1 })).toBeVisible()
  await expect(page.getByRole('listitem').getByText(bob.email)).toBeVisible()
  await expect(screens.field('password')).toBeFocused()
  await page.keyboard.type(ana.password)
  await page.keyboard.press('Enter')
  await screens.expectHeading('login.h1')
  await expect(screens.text('login.note.restored')).toBeVisible()
  expect(readdirSync(dataFolder).filter((name) => name.startsWith('latchkey-backup-'))).toHaveLength(1)
  expect(await latchkey.auth.logIn(bob)).toMatchObject({ ok: false })
  expect(await latchkey.auth.logIn(ana)).toMatchObject({ ok: true })
})

test('a dialog opens at its title: the first field has the focus only where both are in view', async ({ latchkey }) => {
  const { page } = latchkey
  const main = mainSideOf(latchkey)
  const screens = screensOf(page)
  await latchkey.auth.register(ana)
  await latchkey.auth.logIn(ana)
  await page.reload()
  await screens.expectHome('ana')
  const list = { count: 120, emails: Array.from({ length: 100 }, (_, n) => `person${n}@example.com`) }
  await main.answer('desktop:previewRestore', {
    ok: true,
    value: {
      ...{ id: 'a preview', madeAt: Date.UTC(2026, 10, 22), version: '1.2.0', accounts: 4, replaces: 3 },
      difference: { added: list, removed: list, otherPassword: list, backupCodesOnly: list },
    },
  })
  const title = page.getByRole('dialog').getByRole('heading', { level: 2 })
  const openConfirmation = async (width: number, height: number) => {
    await page.setViewportSize({ width, height })
    await main.chooseCommand('restore')
    await expect(screens.button('restore.choose')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(screens.text('restore.warn', { n: 3 })).toBeAttached()
  }
  await openConfirmation(360, 640)
  await expect(title).toBeFocused()
  await expect(title).toBeInViewport({ ratio: 1 })
  expect(await page.getByRole('dialog').evaluate((dialog) => dialog.scrollTop)).toBe(0)
  // The keyboard leads on from the title: to the first list, then to the password.
  await page.keyboard.press('Tab')
  await expect(screens.button('restore.more', { n: 115 }).first()).toBeFocused()
  for (let n = 0; n < 4; n += 1) await page.keyboard.press('Tab')
  await expect(screens.field('password')).toBeFocused()
  await expect(screens.field('password')).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await openConfirmation(960, 1400)
  await expect(screens.field('password')).toBeFocused()
  await expect(title).toBeInViewport({ ratio: 1 })
})

test('restores an automatic backup when the store is damaged', async ({ latchkey, dataFolder, restart }) => {
  await latchkey.auth.register(ana)
  await mainSideOf(latchkey).advance(61_000)
  await expect.poll(() => readdirSync(dataFolder)).toContain('backups')
  await expect.poll(() => readdirSync(join(dataFolder, 'backups'))).toHaveLength(1)
  await latchkey.close()
  for (const name of ['accounts.db', 'accounts.db.bak']) writeFileSync(join(dataFolder, name), 'damaged')
  const broken = await restart(latchkey)
  const screens = screensOf(broken.page)
  await screens.expectHeading('store.h1')
  await broken.page.getByRole('listitem').getByRole('button').click()
  await expect(screens.text('restore.warnUnread')).toBeVisible()
  await expect(screens.field('email')).toBeFocused()
  await screens.fill({ email: ana.email, password: 'not the password' })
  await screens.press('restore.go')
  await expect(screens.text('login.wrong')).toBeVisible()
  await screens.fill({ password: ana.password })
  await screens.press('restore.go')
  await screens.expectHeading('login.h1')
  expect(await broken.auth.logIn(ana)).toMatchObject({ ok: true })
})
