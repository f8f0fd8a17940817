import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync } from 'node:fs'
import { expect, test } from './fixtures'

/**
 * An unwritable data folder must show Store problem. Electron's single-instance lock also fails
 * there, as if a second app ran.
 */

const readOnly = { ok: false, error: { code: 'storage', reason: 'readOnly' } }

test('a read-only data folder shows Store problem, and Try again opens it once it is writable', async ({
  launch,
  dataFolder,
}) => {
  const unlock = makeReadOnly(dataFolder)
  test.skip(unlock === null, 'This user can write everywhere, and folders cannot be made immutable.')
  try {
    const latchkey = await launch()
    const { page } = latchkey
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The accounts cannot be opened')
    await expect(page.getByText('storage/readOnly')).toBeVisible()
    expect(await latchkey.auth.welcome()).toEqual(readOnly)
    expect(await latchkey.desktop.reopenStore()).toEqual(readOnly)
    expect(readdirSync(dataFolder)).toEqual([])
    unlock?.()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome')
    expect(await latchkey.auth.register({ email: 'ana@example.com', password: 'correct horse staple' })).toMatchObject({
      ok: true,
    })
  } finally {
    unlock?.()
  }
})

test('an impossible data folder shows Store problem, the language can still change, and nothing is stored elsewhere', async ({
  launch,
}, info) => {
  const elsewhere = info.outputPath('config')
  const latchkey = await launch({ dataFolder: '/dev/null/latchkey', env: { XDG_CONFIG_HOME: elsewhere } })
  const { desktop, page } = latchkey
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The accounts cannot be opened')
  expect(await latchkey.auth.register({ email: 'ana@example.com', password: 'correct horse staple' })).toEqual(readOnly)
  expect(await desktop.changeSettings({ language: 'fr' })).toMatchObject({ error: { code: 'storage' } })
  expect(await desktop.settings()).toMatchObject({ value: { language: 'fr' } })
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await latchkey.close()
  const kept = readdirSync(elsewhere, { recursive: true, encoding: 'utf8' })
  expect(kept.filter((name) => /accounts|settings|latchkey\.log|vault/.test(name))).toEqual([])
})

/**
 * Makes a folder read-only, even for root. Returns how to undo it, or null if it is not possible.
 */
function makeReadOnly(folder: string): (() => void) | null {
  if (process.getuid?.() !== 0) {
    chmodSync(folder, 0o500)
    return () => chmodSync(folder, 0o700)
  }
  try {
    execFileSync('chattr', ['+i', folder], { stdio: 'ignore' })
    return () => execFileSync('chattr', ['-i', folder])
  } catch {
    return null
  }
}
