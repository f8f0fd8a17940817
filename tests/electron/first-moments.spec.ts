import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Messages } from '../../preload/events'
import { ana, bob, valueOf } from '../support/people'
import { fileBeside } from './file-beside'
import { expect, test, type Latchkey } from './fixtures'
import { mainSideOf, type MainSide } from './pages/main-side'
import { screensOf } from './pages/screens'
import { seedFile } from './seed-file'
import { testPolicy } from './world/policy'

/**
 * Messages that main sends while the page cannot receive them: after a start before the page has
 * subscribed, and after a crash before the page has reloaded. The policy of each channel is tested
 * in tests/desktop/window/mailbox.test.ts.
 */

type Channel = keyof Messages
type Occasion = {
  /** Brings the app into the state that the messages need. */
  prepare: (latchkey: Latchkey, main: MainSide) => Promise<void>
  /** Makes main send the messages, without help of the page. */
  send: (latchkey: Latchkey, main: MainSide) => Promise<void>
}

const minute = 60_000

const occasions = {
  'a window that is used': {
    async prepare({ desktop }) {
      valueOf(await desktop.copyRecoveryKey({ recoveryKey: '0'.repeat(25) }))
    },
    async send(_latchkey, main) {
      await main.advance(minute)
      await expect.poll(() => main.clipboard()).toBe('')
      await main.clickMenuItem('theme.dark')
      await main.chooseCommand('import')
    },
  },
  'an idle session': {
    prepare: (latchkey) => logIn(latchkey),
    send: (_latchkey, main) => main.advance(14 * minute),
  },
  'the end of a session': {
    prepare: (latchkey) => logIn(latchkey),
    send: (_latchkey, main) => main.advance(15 * minute),
  },
  'an import': { prepare: beginImport, send: finishImport },
} satisfies Record<string, Occasion>

/** For each channel: the function of the bridge that subscribes, and what the page must receive. */
const messages: Record<Channel, { subscribe: string; sentAt: keyof typeof occasions; expected: unknown }> = {
  'auth:sessionEnded': {
    subscribe: 'auth.onSessionEnded',
    sentAt: 'the end of a session',
    expected: { reason: 'idle' },
  },
  'auth:idleWarning': {
    subscribe: 'auth.onIdleWarning',
    sentAt: 'an idle session',
    expected: { logOutAt: expect.any(Number) },
  },
  'desktop:clipboardCleared': {
    subscribe: 'desktop.onClipboardCleared',
    sentAt: 'a window that is used',
    expected: 'no payload',
  },
  'desktop:settingsChanged': {
    subscribe: 'desktop.onSettingsChanged',
    sentAt: 'a window that is used',
    expected: { theme: 'dark', language: 'system', resolvedLanguage: 'en', zoomPercent: 100 },
  },
  'desktop:command': { subscribe: 'desktop.onCommand', sentAt: 'a window that is used', expected: 'import' },
  'desktop:progress': { subscribe: 'desktop.onProgress', sentAt: 'an import', expected: 2 },
}

for (const [occasion, { prepare, send }] of Object.entries<Occasion>(occasions)) {
  const sent = Object.values(messages).filter(({ sentAt }) => sentAt === occasion)
  const expectAll = async (latchkey: Latchkey) => {
    for (const { subscribe, expected } of sent) {
      expect(await firstMessage(latchkey, subscribe), subscribe).toEqual(expected)
    }
  }

  test.describe(`the messages of ${occasion}`, () => {
    test('reach a page that subscribes late after the start', async ({ launch }) => {
      const latchkey = await launch(silentPage)
      const main = mainSideOf(latchkey)
      await prepare(latchkey, main)
      await send(latchkey, main)
      await expectAll(latchkey)
    })

    test('reach a page that reloads after a crash', async ({ launch }) => {
      const latchkey = await launch(silentPage)
      const main = mainSideOf(latchkey)
      for (const { subscribe } of sent) await latchkey.page.evaluate(`void ${subscribe}(() => {})`)
      await prepare(latchkey, main)
      await crash(latchkey)
      await send(latchkey, main)
      await expectAll(latchkey)
    })
  })
}

test.describe('a menu command', () => {
  test('runs although it was chosen before the page had its settings', async ({ launch }) => {
    const latchkey = await launch(silentPage)
    const main = mainSideOf(latchkey)
    await main.chooseCommand('restore')
    await main.release('desktop:settings')
    await expect(screensOf(latchkey.page).button('restore.choose')).toBeFocused()
  })

  test('runs on the first screen although it was chosen before that screen appeared', async ({ launch }) => {
    const latchkey = await launch({ env: { LATCHKEY_TEST_HELD_CALL: 'auth:restoreSession' } })
    const main = mainSideOf(latchkey)
    const screens = screensOf(latchkey.page)
    await screens.text('busy.opening').waitFor()
    await main.chooseCommand('restore')
    await main.release('auth:restoreSession')
    await expect(screens.button('restore.choose')).toBeFocused()
  })

  test('runs in the page that reloads after a crash', async ({ latchkey }) => {
    await screensOf(latchkey.page).expectHeading('welcome.h1')
    await crash(latchkey)
    await mainSideOf(latchkey).chooseCommand('restore')
    await expect.poll(() => showsDialog(latchkey)).toBe(true)
  })

  test('reaches the new page after a reload', async ({ launch }) => {
    const latchkey = await launch(silentPage)
    await latchkey.page.evaluate('void desktop.onCommand(() => {})')
    await latchkey.page.reload()
    await mainSideOf(latchkey).chooseCommand('import')
    expect(await firstMessage(latchkey, 'desktop.onCommand')).toBe('import')
  })

  test('is dropped when the session changes', async ({ launch }) => {
    const latchkey = await launch(silentPage)
    const main = mainSideOf(latchkey)
    await main.chooseCommand('createAccount')
    await logIn(latchkey)
    await main.chooseCommand('lock')
    expect(await firstMessage(latchkey, 'desktop.onCommand')).toBe('lock')
  })

  test('is dropped after its hold time', async ({ launch }) => {
    const latchkey = await launch(silentPage)
    const main = mainSideOf(latchkey)
    await main.chooseCommand('import')
    await main.advance(testPolicy.heldMessageMs + 1)
    await main.chooseCommand('shortcuts')
    expect(await firstMessage(latchkey, 'desktop.onCommand')).toBe('shortcuts')
  })

  test('reaches a page whose navigation was refused', async ({ latchkey, page }) => {
    await screensOf(page).expectHeading('welcome.h1')
    await refusedReload(latchkey)
    await mainSideOf(latchkey).chooseCommand('shortcuts')
    // Read through Electron: Playwright would wait for the refused navigation to end.
    await expect.poll(() => showsDialog(latchkey)).toBe(true)
  })

  test('is not delivered to another window', async ({ launch }) => {
    const latchkey = await launch(silentPage)
    const main = mainSideOf(latchkey)
    await main.chooseCommand('import')
    await latchkey.app.evaluate(async ({ app, BrowserWindow }) => {
      const [ours] = BrowserWindow.getAllWindows()
      const preload = `${app.getAppPath()}/preload/index.cjs`
      const session = ours?.webContents.session
      const other = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, ...(session && { session }) },
      })
      await other.loadURL('app://bundle/index.html')
      // The outcome of a call shows that main has processed the subscription before it.
      await other.webContents.executeJavaScript('desktop.onCommand(() => {}), auth.welcome()')
      other.destroy()
    })
    expect(await firstMessage(latchkey, 'desktop.onCommand')).toBe('import')
  })
})

/** Keeps the page waiting for its settings, so that it shows nothing and subscribes to nothing. */
const silentPage = { env: { LATCHKEY_TEST_HELD_CALL: 'desktop:settings' } }

/** Crashes the renderer. Resolves when main has received the event. */
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

/**
 * Makes the page reload itself, which starts like any navigation. Resolves when main has refused
 * it.
 */
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
 * Runs code in the current page. After a crash Playwright cannot reach the reloaded page; Electron
 * can.
 */
function inPage({ app }: Latchkey, code: string): Promise<unknown> {
  return app.evaluate(
    ({ BrowserWindow }, run) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(run) as Promise<unknown>,
    code,
  )
}

const showsDialog = (latchkey: Latchkey) => inPage(latchkey, "document.querySelector('dialog[open]') !== null")

/** Subscribes and returns the first message; of import progress, the number of accounts done. */
function firstMessage(latchkey: Latchkey, subscribe: string): Promise<unknown> {
  const value = "message === undefined ? 'no payload' : message.done ?? message"
  return inPage(latchkey, `new Promise((resolve) => void ${subscribe}((message) => resolve(${value})))`)
}

async function logIn({ auth }: Latchkey, person = ana): Promise<void> {
  valueOf(await auth.register(person))
  valueOf(await auth.logIn(person))
}

type DialogAnswer = { canceled: boolean; filePaths: string[] }

/**
 * Bob, the owner, imports two accounts, up to the dialog that asks where to save the recovery key
 * of the second one.
 */
async function beginImport(latchkey: Latchkey, main: MainSide): Promise<void> {
  const { app, desktop, dataFolder, page } = latchkey
  await logIn(latchkey, bob)
  const open = join(dataFolder, 'a.db')
  writeFileSync(open, await seedFile())
  await main.setDesktop({ open })
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
  const input = { id: preview?.id ?? '', password: bob.password }
  await page.evaluate((given) => void window.desktop.importAccounts(given), input)
  await app.evaluate(() => (globalThis as unknown as { asked: Promise<void> }).asked)
}

/** Answers the dialog and waits for the end of the import: then there are three accounts. */
async function finishImport(latchkey: Latchkey): Promise<void> {
  const { app, dataFolder } = latchkey
  await app.evaluate(
    (_electron, folder) => {
      const { answer } = globalThis as unknown as { answer: (given: DialogAnswer) => void }
      setImmediate(() => answer({ canceled: false, filePaths: [folder] }))
    },
    dirname(fileBeside(dataFolder, 'key')),
  )
  const countAccounts = 'auth.accounts({}).then((outcome) => (outcome.ok ? outcome.value.accounts.length : 0))'
  await expect.poll(() => inPage(latchkey, countAccounts)).toBe(3)
}
