import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ana } from '../support/people'
import { expect, test } from './fixtures'
import { mainSideOf } from './pages/main-side'
import { screensOf } from './pages/screens'
import { seedFile } from './seed-file'

test("imports the seed's accounts from Welcome by keyboard; an imported account logs in with its old password", async ({
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
  await expect(screens.button('import.choose')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(screens.text('import.found', { n: 3, file: 'a.db' })).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(4)
  await main.setDesktop({ open: dataFolder })
  await screens.button('import.go', { n: 2 }).press('Enter')
  await expect(screens.text('import.done', { n: 2, k: 1 })).toBeVisible()
  await expect(screens.liveRegions.polite).toHaveText(screens.translate('import.done', { n: 2, k: 1 }))
  expect(readdirSync(dataFolder)).toContain('latchkey-recovery-key-1.txt')
  expect(sum()).toBe(before)
  await page.keyboard.press('Enter')
  await screens.expectHeading('login.h1')
  await screens.fill({ email: ana.email, password: ana.password })
  await screens.submit()
  await screens.expectHome('ana')
})
