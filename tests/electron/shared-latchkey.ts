import type { Page } from '@playwright/test'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLatchkey, type Build, type Latchkey } from './latchkey'
import type { TestWorld } from './world/world'
import { removeFolder } from './remove-folder'

/** The app that the tests of one worker share, one at a time. */
export type SharedLatchkey = {
  /** Returns the running app in its initial state. Starts one if none runs. */
  borrow: () => Promise<Latchkey>
  /** Returns the page errors and console errors since the previous call. */
  problems: () => string[]
  /**
   * Restores the initial state as far as possible, and returns what is still changed. An app that
   * is still changed, or that died, is ended; the next test starts a new one.
   */
  giveBack: () => Promise<string[]>
  /** Kills the app and removes its data, because its state is unknown after a failed test. */
  end: () => Promise<void>
}

export function shareLatchkey(build: Build): SharedLatchkey {
  let running: { latchkey: Latchkey; atStart: AppState } | null = null
  const problems: string[] = []

  async function borrow(): Promise<Latchkey> {
    if (running && (await isAlive(running.latchkey))) return running.latchkey
    await end()
    const dataFolder = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
    const latchkey = await startLatchkey(build, { dataFolder }, problems)
    running = { latchkey, atStart: await readState(latchkey) }
    return latchkey
  }

  async function giveBack(): Promise<string[]> {
    if (!running) return []
    const { latchkey, atStart } = running
    const changed = await restoreState(latchkey, atStart).catch((error: unknown) => [String(error)])
    if (changed.length > 0) await end()
    return changed
  }

  async function end(): Promise<void> {
    if (!running) return
    const { latchkey } = running
    running = null
    await latchkey.kill()
    await removeFolder(latchkey.dataFolder)
  }

  return { borrow, problems: () => problems.splice(0), giveBack, end }
}

/** Starts a new part of the trace. Returns false if the app no longer responds. */
const isAlive = ({ app }: Latchkey) =>
  app
    .context()
    .tracing.startChunk()
    .then(
      () => true,
      () => false,
    )

/** The state that a test can change. */
type AppState = Awaited<ReturnType<typeof readState>>

async function readState({ app, page, world }: Latchkey) {
  const inPage = await page.evaluate(async () => ({
    accounts: await window.auth.welcome(),
    session: await window.auth.profile(),
    settings: await window.desktop.settings(),
    size: { width: innerWidth, height: innerHeight },
  }))
  return {
    ...inPage,
    isClockMoved: await world.evaluate((there: TestWorld | undefined) => there?.clock.isMoved() ?? false),
    windows: await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
  }
}

/** Restores the initial state, and returns what still differs from it. */
async function restoreState(latchkey: Latchkey, atStart: AppState): Promise<string[]> {
  const { app, page, desktop, world } = latchkey
  await app.context().tracing.stopChunk()
  await world.evaluate((there: TestWorld | undefined) => there?.reset())
  const before = await readState(latchkey)
  if (differs(before.settings, atStart.settings) && atStart.settings.ok) {
    const { theme, language, zoomPercent } = atStart.settings.value
    await desktop.changeSettings({ theme, language, zoomPercent })
  }
  if (differs(before.size, atStart.size)) await page.setViewportSize(atStart.size)
  await reloadPage(page)
  const after = await readState(latchkey)
  const properties = Object.keys(after) as (keyof AppState)[]
  return properties
    .filter((property) => differs(after[property], atStart[property]))
    .map((property) => `${property}: ${JSON.stringify(after[property])}, not ${JSON.stringify(atStart[property])}`)
}

const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)

/** Loads the first screen again, which removes everything a test put into the page. */
async function reloadPage(page: Page): Promise<void> {
  await page.evaluate(() => history.replaceState(null, '', location.pathname))
  await page.reload()
}
