import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ana, bob } from '../support/people'
import { expect, test } from './fixtures'
import { mainSideOf } from './pages/main-side'
import { screensOf } from './pages/screens'
import { seedFile } from './seed-file'
import { fileBeside, filesFolder } from './file-beside'

test("imports the seed's accounts by keyboard, once there is an owner; an imported account logs in with its old password", async ({
  latchkey,
  dataFolder,
}) => {
  const { page } = latchkey
  const main = mainSideOf(latchkey)
  const screens = screensOf(page)
  const file = join(dataFolder, 'a.db')
  writeFileSync(file, await seedFile())
  const sum = () => createHash('sha256').update(readFileSync(file)).digest('hex')
  const before = sum()

  await main.setDesktop({ open: file })
  await main.chooseCommand('import')
  await screens.expectHeading('register.h1')
  await expect(screens.text('register.import')).toBeVisible()
  await expect(screens.liveRegions.polite).toHaveText(screens.translate('register.import'))
  await expect(screens.field('email')).toBeFocused()
  await screens.fill({ email: bob.email, newPassword: bob.password })
  await screens.submit()
  await screens.expectHeading('key.h1')
  await screens.confirmKeySaved()
  await screens.expectHome('bob')

  await main.chooseCommand('import')
  await expect(screens.button('import.choose')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(screens.text('import.found', { n: 3, file: 'a.db' })).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(4)
  await main.setDesktop({ open: dirname(fileBeside(dataFolder, 'key')) })
  await expect(screens.field('password')).toBeFocused()
  await page.keyboard.type(bob.password)
  await page.keyboard.press('Enter')
  await expect(screens.text('import.done', { n: 2, k: 1 })).toBeVisible()
  await expect(screens.liveRegions.polite).toHaveText(screens.translate('import.done', { n: 2, k: 1 }))
  expect(readdirSync(filesFolder(dataFolder))).toContain('latchkey-recovery-key-1.txt')
  expect(sum()).toBe(before)
  await page.keyboard.press('Enter')
  await screens.expectHome('bob')
  await screens.logOut()
  await screens.logIn(ana)
  await screens.expectHome('ana')
})
