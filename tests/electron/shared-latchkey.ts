import type { Page } from '@playwright/test'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLatchkey, type Build, type Latchkey } from './latchkey'
import type { TestWorld } from './world/world'
import { removeFolder } from './remove-folder'

/** The Latchkey that the tests of one worker use one after the other. */
export type SharedLatchkey = {
  /** The running one, as it was at its start. Starts one if there is none. */
  borrow: () => Promise<Latchkey>
  /** What its console called an error since this was asked last. */
  problems: () => string[]
  /**
   * Puts back what can be put back, and answers what the test left changed all the same. An app
   * that was left changed, or that died, is ended: the next test starts another one.
   */
  giveBack: () => Promise<string[]>
  /** Ends it, also in the middle of something: nobody knows what a failed test left behind. */
  end: () => Promise<void>
}

export function shareLatchkey(build: Build): SharedLatchkey {
  let running: { latchkey: Latchkey; atStart: Seen } | null = null
  const problems: string[] = []

  async function borrow(): Promise<Latchkey> {
    if (running && (await isAlive(running.latchkey))) return running.latchkey
    await end()
    const dataFolder = mkdtempSync(join(tmpdir(), 'latchkey-test-'))
    const latchkey = await startLatchkey(build, { dataFolder }, problems)
    running = { latchkey, atStart: await see(latchkey) }
    return latchkey
  }

  async function giveBack(): Promise<string[]> {
    if (!running) return []
    const { latchkey, atStart } = running
    const changed = await putBack(latchkey, atStart).catch((error: unknown) => [String(error)])
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

/** Whether it answers; from now on it is traced again. */
const isAlive = ({ app }: Latchkey) =>
  app
    .context()
    .tracing.startChunk()
    .then(
      () => true,
      () => false,
    )

/** What a test may have changed. */
type Seen = Awaited<ReturnType<typeof see>>

async function see({ app, page, world }: Latchkey) {
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

/** Answers what differs from the start and stays so. */
async function putBack(latchkey: Latchkey, atStart: Seen): Promise<string[]> {
  const { app, page, desktop, world } = latchkey
  await app.context().tracing.stopChunk()
  await world.evaluate((there: TestWorld | undefined) => there?.putBack())
  const left = await see(latchkey)
  if (isOther(left.settings, atStart.settings) && atStart.settings.ok) {
    const { theme, language, zoomPercent } = atStart.settings.value
    await desktop.changeSettings({ theme, language, zoomPercent })
  }
  if (isOther(left.size, atStart.size)) await page.setViewportSize(atStart.size)
  await startPageAgain(page)
  const now = await see(latchkey)
  const parts = Object.keys(now) as (keyof Seen)[]
  return parts
    .filter((part) => isOther(now[part], atStart[part]))
    .map((part) => `${part}: ${JSON.stringify(now[part])}, not ${JSON.stringify(atStart[part])}`)
}

const isOther = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)

/** At its first screen, without anything that a test put into the page. */
async function startPageAgain(page: Page): Promise<void> {
  await page.evaluate(() => history.replaceState(null, '', location.pathname))
  await page.reload()
}
