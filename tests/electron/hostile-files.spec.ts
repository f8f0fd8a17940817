import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'
import { endlessStore, hiddenVirtualTable, sharedOverflow } from '../support/hostile-files'
import { expect, test } from './fixtures'
import { mainSideOf } from './pages/main-side'
import { screensOf } from './pages/screens'

test('an account file that would hang SQLite leads to Store problem, and stays as it is', async ({
  launch,
  dataFolder,
}) => {
  const file = join(dataFolder, 'accounts.db')
  const hostile = endlessStore(await initSqlJs())
  writeFileSync(file, hostile)
  const { page } = await launch()
  await screensOf(page).expectHeading('store.h1')
  await expect(page.getByText('storage/foreign')).toBeVisible()
  expect(readFileSync(file)).toEqual(hostile)
})

test('a hostile file to import is refused, and the window goes on', async ({ latchkey, dataFolder }) => {
  const { page } = latchkey
  const main = mainSideOf(latchkey)
  const screens = screensOf(page)
  const file = join(dataFolder, 'chosen.db')
  await screens.register()
  await screens.confirmKeySaved()
  await screens.expectHome('ana')
  await main.setDesktop({ open: file })
  await main.chooseCommand('import')
  writeFileSync(file, hiddenVirtualTable(await initSqlJs()))
  await screens.press('import.choose')
  await expect(screens.text('import.notable')).toBeVisible()
  writeFileSync(file, sharedOverflow(3000, 1_000_000))
  await screens.press('import.choose')
  await expect(screens.text('import.found', { n: 3000, file: 'chosen.db' })).toBeVisible()
})
