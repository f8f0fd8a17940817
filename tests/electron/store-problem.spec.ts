import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync } from 'node:fs'
import { expect, test } from './fixtures'

/** A data folder that cannot be written is said on the screen; the system's lock would call it a second Latchkey. */

const readOnly = { ok: false, error: { code: 'storage', reason: 'readOnly' } }

test('a read-only folder shows Store problem, and opens once it can be written', async ({ launch, dataFolder }) => {
  const unlock = makeReadOnly(dataFolder)
  test.skip(unlock === null, 'This user can write everywhere here, and no folder can be made immutable.')
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

test.describe('a folder that cannot exist', () => {
  const impossible = '/dev/null/latchkey'

  test('shows Store problem; nothing is kept elsewhere instead', async ({ launch }, info) => {
    const elsewhere = info.outputPath('config')
    const latchkey = await launch({ dataFolder: impossible, env: { XDG_CONFIG_HOME: elsewhere } })
    await expect(latchkey.page.getByRole('heading', { level: 1 })).toHaveText('The accounts cannot be opened')
    expect(await latchkey.auth.register({ email: 'ana@example.com', password: 'correct horse staple' })).toEqual(
      readOnly,
    )
    await latchkey.close()
    const kept = readdirSync(elsewhere, { recursive: true, encoding: 'utf8' })
    expect(kept.filter((name) => /accounts|settings|latchkey\.log|vault/.test(name))).toEqual([])
  })

  test('lets theme and language be changed, for as long as the app runs', async ({ launch }, info) => {
    const latchkey = await launch({ dataFolder: impossible, env: { XDG_CONFIG_HOME: info.outputPath('config') } })
    expect(await latchkey.desktop.changeSettings({ language: 'fr' })).toMatchObject({ error: { code: 'storage' } })
    expect(await latchkey.desktop.settings()).toMatchObject({ value: { language: 'fr' } })
    await expect(latchkey.page.locator('html')).toHaveAttribute('lang', 'fr')
  })
})

/** Makes a folder read-only even for root, and answers how to undo it; null where that cannot be done. */
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
