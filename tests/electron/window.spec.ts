import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test, type Latchkey } from './fixtures'

const bounds = ({ app }: Latchkey) =>
  app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds() ?? { x: 0, y: 0, width: 0, height: 0 },
  )

test('opens at its default size with the name of the app in its title, and has a minimum size', async ({
  latchkey,
}) => {
  expect(await bounds(latchkey)).toMatchObject({ width: 960, height: 720 })
  const found = () =>
    latchkey.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      return { visible: window?.isVisible(), minimum: window?.getMinimumSize(), maximum: window?.getMaximumSize() }
    })
  // The window is shown once its page has content.
  await expect.poll(found).toEqual({ visible: true, minimum: [360, 560], maximum: [0, 0] })
  await expect(latchkey.page).toHaveTitle(/ - Latchkey$/)
})

test('restores its size and position after a restart', async ({ latchkey, restart }) => {
  const place = { x: 120, y: 90, width: 700, height: 600 }
  await latchkey.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), place)
  await expect.poll(() => bounds(latchkey)).toMatchObject({ width: 700, height: 600 })
  const before = await bounds(latchkey)
  latchkey = await restart(latchkey)
  const after = await bounds(latchkey)
  expect({ width: after.width, height: after.height }).toEqual({ width: before.width, height: before.height })
  // Without a window manager, the frame may be included in the position or not.
  expect(Math.abs(after.x - before.x)).toBeLessThan(40)
  expect(Math.abs(after.y - before.y)).toBeLessThan(40)
})

test('opens inside a visible display if its saved position is off-screen', async ({ launch, dataFolder }) => {
  const window = { x: 40_000, y: -9_000, width: 800, height: 600, maximised: false }
  writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify({ window }))
  const latchkey = await launch()
  const area = await latchkey.app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea)
  const place = await bounds(latchkey)
  expect(place).toMatchObject({ width: 800, height: 600 })
  expect(place.x).toBeGreaterThanOrEqual(area.x)
  expect(place.y).toBeGreaterThanOrEqual(area.y)
  expect(place.x + place.width).toBeLessThanOrEqual(area.x + area.width)
  expect(place.y + place.height).toBeLessThanOrEqual(area.y + area.height)
})

test('a second start on the same data ends at once and brings the first window forward', async ({
  latchkey,
  build,
}) => {
  await latchkey.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const electron = createRequire(import.meta.url)('electron') as unknown as string
  const folder = build === 'test' ? 'out-test' : '.'
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const second = spawn(electron, [folder, `--user-data-dir=${latchkey.dataFolder}`, ...root], { stdio: 'ignore' })
  const code = await new Promise((resolve) => second.once('exit', resolve))
  expect(code).toBe(0)
  const shown = () =>
    latchkey.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()))
  await expect.poll(shown).toEqual([true])
  expect(await latchkey.auth.welcome()).toMatchObject({ ok: true })
  const log = join(latchkey.dataFolder, 'logs', 'latchkey.log')
  if (existsSync(log)) expect(readFileSync(log, 'utf8')).not.toContain('unexpected')
})

test('two running apps with different data folders are independent', async ({ latchkey, shared: other }) => {
  await latchkey.auth.register({ email: 'ana@example.com', password: 'correct horse staple' })
  expect(await other.auth.welcome()).toMatchObject({ value: { hasAccounts: false } })
})
