import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Messages } from '../../preload/events'
import { ana, valueOf } from '../support/people'
import { expect, test, type Latchkey } from './fixtures'
import { mainSideOf, type MainSide } from './pages/main-side'
import { screensOf } from './pages/screens'
import { seedFile } from './seed-file'
import { testPolicy } from './world/policy'

/**
 * What main says while the page cannot hear it: before the page listens after a start, and between
 * a crash and the page's return. The policies of each channel are tested in
 * tests/desktop/window/mailbox.test.ts.
 */

type Channel = keyof Messages
type Told = {
  /** How a page subscribes to the channel. */
  subscribe: string
  /** What the page must do first. */
  prepare?: (latchkey: Latchkey, main: MainSide) => Promise<void>
  /** Makes main tell the page, without the page. */
  tell: (latchkey: Latchkey, main: MainSide) => Promise<void>
  heard: unknown
}

const minute = 60_000

const told: Record<Channel, Told> = {
  'auth:sessionEnded': {
    subscribe: 'auth.onSessionEnded',
    prepare: logIn,
    tell: (_latchkey, main) => main.advance(15 * minute),
    heard: { reason: 'idle' },
  },
  'auth:idleWarning': {
    subscribe: 'auth.onIdleWarning',
    prepare: logIn,
    tell: (_latchkey, main) => main.advance(14 * minute),
    heard: { logOutAt: expect.any(Number) },
  },
  'desktop:clipboardCleared': {
    subscribe: 'desktop.onClipboardCleared',
    prepare: async ({ desktop }) => {
      valueOf(await desktop.copyRecoveryKey({ recoveryKey: '0'.repeat(25) }))
    },
    tell: async (_latchkey, main) => {
      await main.advance(minute)
      await expect.poll(() => main.clipboard()).toBe('')
    },
    heard: 'nothing but the fact',
  },
  'desktop:settingsChanged': {
    subscribe: 'desktop.onSettingsChanged',
    tell: (_latchkey, main) => main.choose('theme.dark'),
    heard: { theme: 'dark', language: 'system', resolvedLanguage: 'en', zoomPercent: 100 },
  },
  'desktop:command': {
    subscribe: 'desktop.onCommand',
    tell: (_latchkey, main) => main.command('import'),
    heard: 'import',
  },
  'desktop:progress': { subscribe: 'desktop.onProgress', prepare: beginImport, tell: finishImport, heard: 2 },
}

for (const [channel, { subscribe, prepare, tell, heard }] of Object.entries(told)) {
  test.describe(channel, () => {
    test('is heard by a page that listens late after the start', async ({ launch }) => {
      const latchkey = await launch(silentPage)
      const main = mainSideOf(latchkey)
      await prepare?.(latchkey, main)
      await tell(latchkey, main)
      expect(await firstHeard(latchkey, subscribe)).toEqual(heard)
    })

    test('is heard by a page that comes back after a crash', async ({ launch }) => {
      const latchkey = await launch(silentPage)
      const main = mainSideOf(latchkey)
      await latchkey.page.evaluate(`void ${subscribe}(() => {})`)
      await prepare?.(latchkey, main)
      await crash(latchkey)
      await tell(latchkey, main)
      expect(await firstHeard(latchkey, subscribe)).toEqual(heard)
    })
  })
}

test.describe('a menu command', () => {
  test('that is chosen right after the start is obeyed', async ({ launch }) => {
    const latchkey = await launch(silentPage)
    const main = mainSideOf(latchkey)
    await main.command('import')
    await main.release('desktop:settings')
    await expect(screensOf(latchkey.page).button('import.choose')).toBeFocused()
  })

  test('that is chosen before the first screen is there is obeyed by that screen', async ({ launch }) => {
    const latchkey = await launch({ env: { LATCHKEY_TEST_HELD_CALL: 'auth:restoreSession' } })
    const main = mainSideOf(latchkey)
    const screens = screensOf(latchkey.page)
    await screens.text('busy.opening').waitFor()
    await main.command('import')
    await main.release('auth:restoreSession')
    await expect(screens.button('import.choose')).toBeFocused()
  })

  test('that is chosen after a crash is obeyed by the page that comes back', async ({ latchkey }) => {
    await screensOf(latchkey.page).arrive('welcome.h1')
    await crash(latchkey)
    await mainSideOf(latchkey).command('import')
    await expect.poll(() => showsDialog(latchkey)).toBe(true)
  })

  test('that is chosen after a reload is heard by the new page', async ({ launch }) => {
    const latchkey = await launch(silentPage)
    await latchkey.page.evaluate('void desktop.onCommand(() => {})')
    await latchkey.page.reload()
    await mainSideOf(latchkey).command('import')
    expect(await firstHeard(latchkey, 'desktop.onCommand')).toBe('import')
  })

  test('is not obeyed once the session is another one', async ({ launch }) => {
    const latchkey = await launch(silentPage)
    const main = mainSideOf(latchkey)
    await main.command('createAccount')
    await logIn(latchkey)
    await main.command('lock')
    expect(await firstHeard(latchkey, 'desktop.onCommand')).toBe('lock')
  })

  test('is not obeyed once nobody expects it any more', async ({ launch }) => {
    const latchkey = await launch(silentPage)
    const main = mainSideOf(latchkey)
    await main.command('import')
    await main.advance(testPolicy.heldMessageMs + 1)
    await main.command('shortcuts')
    expect(await firstHeard(latchkey, 'desktop.onCommand')).toBe('shortcuts')
  })

  test('still reaches a page whose navigation was refused', async ({ latchkey, page }) => {
    await screensOf(page).arrive('welcome.h1')
    await refusedReload(latchkey)
    await mainSideOf(latchkey).command('shortcuts')
    // Playwright would wait for that navigation to end.
    await expect.poll(() => showsDialog(latchkey)).toBe(true)
  })

  test('is not given away to a window that is not ours', async ({ launch }) => {
    const latchkey = await launch(silentPage)
    const main = mainSideOf(latchkey)
    await main.command('import')
    await latchkey.app.evaluate(async ({ app, BrowserWindow }) => {
      const [ours] = BrowserWindow.getAllWindows()
      const preload = `${app.getAppPath()}/preload/index.cjs`
      const session = ours?.webContents.session
      const other = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, ...(session && { session }) },
      })
      await other.loadURL('app://bundle/index.html')
      // The answer of a call shows that main has dealt with the subscription before it.
      await other.webContents.executeJavaScript('desktop.onCommand(() => {}), auth.welcome()')
      other.destroy()
    })
    expect(await firstHeard(latchkey, 'desktop.onCommand')).toBe('import')
  })
})

/** A page that waits for its settings shows nothing and listens to nothing. */
const silentPage = { env: { LATCHKEY_TEST_HELD_CALL: 'desktop:settings' } }

/** Ends the process of the page. Resolves once main has noticed. */
function crash({ app }: Latchkey): Promise<void> {
  return app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('render-process-gone', () => resolve())
        setImmediate(() => contents?.forcefullyCrashRenderer())
      }),
  )
}

/** The page tries to reload itself, which starts like any navigation. Resolves once refused. */
function refusedReload({ app }: Latchkey): Promise<void> {
  return app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('did-start-navigation', () => contents.once('did-stop-loading', () => resolve()))
        setImmediate(() => void contents?.executeJavaScript('location.reload()', true))
      }),
  )
}

/**
 * Runs code in the page as it is now. Playwright loses a page that crashed; Electron finds the one
 * that came back.
 */
function inPage({ app }: Latchkey, code: string): Promise<unknown> {
  return app.evaluate(
    ({ BrowserWindow }, run) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(run) as Promise<unknown>,
    code,
  )
}

const showsDialog = (latchkey: Latchkey) => inPage(latchkey, "document.querySelector('dialog[open]') !== null")

/** Subscribes now, and answers what is heard first; of an import, how many accounts are done. */
function firstHeard(latchkey: Latchkey, subscribe: string): Promise<unknown> {
  const heard = "message === undefined ? 'nothing but the fact' : message.done ?? message"
  return inPage(latchkey, `new Promise((resolve) => void ${subscribe}((message) => resolve(${heard})))`)
}

async function logIn({ auth }: Latchkey): Promise<void> {
  valueOf(await auth.register(ana))
  valueOf(await auth.logIn(ana))
}

type DialogAnswer = { canceled: boolean; filePaths: string[] }

/**
 * Main imports two accounts, and waits at the dialog that asks where to save the recovery key of
 * the second one.
 */
async function beginImport({ app, desktop, dataFolder, page }: Latchkey, main: MainSide): Promise<void> {
  const open = join(dataFolder, 'a.db')
  writeFileSync(open, await seedFile())
  await main.system({ open })
  const preview = valueOf(await desktop.previewImport())
  await app.evaluate(({ dialog }) => {
    const asked = new Promise<void>((isAsked) => {
      dialog.showOpenDialog = () => {
        isAsked()
        return new Promise<DialogAnswer>((answer) => void Object.assign(globalThis, { answer }))
      }
    })
    Object.assign(globalThis, { asked })
  })
  await page.evaluate((id) => void window.desktop.importAccounts({ id }), preview?.id ?? '')
  await app.evaluate(() => (globalThis as unknown as { asked: Promise<void> }).asked)
}

/**
 * Answers the dialog. After the import the menu offers no other one: accounts are there, and nobody
 * is logged in.
 */
async function finishImport({ app, dataFolder }: Latchkey): Promise<void> {
  await app.evaluate((_electron, folder) => {
    const { answer } = globalThis as unknown as { answer: (given: DialogAnswer) => void }
    setImmediate(() => answer({ canceled: false, filePaths: [folder] }))
  }, dataFolder)
  const offersImport = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('import')?.enabled)
  await expect.poll(offersImport).toBe(false)
}
