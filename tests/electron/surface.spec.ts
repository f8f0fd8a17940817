import { expect, test } from './fixtures'
import { authCalls } from '../../preload/contract'
import { desktopCalls } from '../../preload/desktop'

/** The page gets two frozen bridges, and otherwise only what any sandboxed page has. */

const authMembers = [...Object.keys(authCalls), 'onIdleWarning', 'onSessionEnded'].sort()
const desktopMembers = [
  ...Object.keys(desktopCalls),
  'onClipboardCleared',
  'onCommand',
  'onProgress',
  'onSettingsChanged',
].sort()

test('answers the first call of a new window', async ({ latchkey }) => {
  expect(await latchkey.auth.welcome()).toMatchObject({
    ok: true,
    value: { message: 'Bienvenue', hasAccounts: false },
  })
})

test.describe('compared with a bare window', () => {
  // Chromium adds inline styles to a style sheet shown as a page, which the content policy refuses.
  test.use({ expectedProblems: /Refused to apply inline style/ })

  test('the page has exactly two more globals, and the configuration of the schema library', async ({
    shared: { app: electron, page },
  }) => {
    const styles = await page.evaluate(
      () => document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')?.href ?? '',
    )
    const ours = await page.evaluate(() => Object.getOwnPropertyNames(globalThis))
    const [bare, bridged] = await electron.evaluate(async ({ app, BrowserWindow, session }, address) => {
      // A file of the app that runs no script: the same origin and the same security context.
      const globals = async (preload: object) => {
        const window = new BrowserWindow({
          show: false,
          webPreferences: { sandbox: true, session: session.fromPartition('latchkey'), ...preload },
        })
        await window.loadURL(address)
        const names: unknown = await window.webContents.executeJavaScript('Object.getOwnPropertyNames(globalThis)')
        window.destroy()
        return names as string[]
      }
      return [await globals({}), await globals({ preload: `${app.getAppPath()}/preload/index.cjs` })] as const
    }, styles)
    const more = (names: readonly string[]) =>
      names.filter((name) => !bare.includes(name) && !/^\d+$/.test(name)).sort()
    expect(more(bridged)).toEqual(['auth', 'desktop'])
    expect(more(ours)).toEqual(['__zod_globalConfig', 'auth', 'desktop'])
  })
})

/**
 * Electron's copy of a function prints as native code. So this text proves that `install` of the
 * preload script ran in the page: by `executeInMainWorld` where Electron has it (35 and later),
 * else through the frame.
 */
test('has bridges behind the checks that run in the page, not the bare ones', async ({ shared: { page } }) => {
  const sources = await page.evaluate(() => [window.auth.logIn.toString(), window.desktop.backUp.toString()])
  for (const source of sources) {
    expect(source).toContain('Reflect.ownKeys')
    expect(source).not.toContain('[native code]')
  }
})

test('has bridges with exactly the members of the contract, which the page cannot change', async ({
  shared: { page },
}) => {
  const surface = await page.evaluate(() =>
    (['auth', 'desktop'] as const).map((name) => {
      const bridge = (window as unknown as Record<string, object>)[name] as Record<string, unknown>
      const property = Object.getOwnPropertyDescriptor(window, name)
      return {
        members: Object.keys(bridge).sort(),
        kinds: [...new Set(Object.values(bridge).map((member) => typeof member))],
        frozen: Object.isFrozen(bridge),
        fixed: property?.writable === false && !property.configurable,
        replaced:
          Reflect.set(window, name, {}) || Reflect.deleteProperty(window, name) || Reflect.set(bridge, 'logIn', 1),
      }
    }),
  )
  const fixed = { kinds: ['function'], frozen: true, fixed: true, replaced: false }
  expect(surface).toEqual([
    { members: authMembers, ...fixed },
    { members: desktopMembers, ...fixed },
  ])
})

test('the page has no globals of Node or Electron', async ({ shared: { page } }) => {
  const found = await page.evaluate(() =>
    [
      'require',
      'process',
      'module',
      'exports',
      'Buffer',
      'global',
      'setImmediate',
      'electron',
      'ipcRenderer',
      '__dirname',
    ].filter((name) => name in window),
  )
  expect(found).toEqual([])
  expect(await page.evaluate(() => navigator.userAgent)).not.toBe('')
})

test('passes event listeners the message and no Electron object', async ({ shared: { app, page } }) => {
  await page.evaluate(() => {
    window.desktop.onCommand((...given: unknown[]) => {
      Object.assign(window, { given })
    })
  })
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send('desktop:command', 'shortcuts'),
  )
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { given?: unknown[] }).given))
    .toEqual(['shortcuts'])
})

test('unsubscribes only the given listener, and accepts only functions as listeners', async ({
  shared: { app, page },
}) => {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    const stop = window.desktop.onCommand(() => heard.push('stopped'))
    window.desktop.onCommand(() => heard.push('listening'))
    stop()
    stop()
  })
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send('desktop:command', 'shortcuts'),
  )
  await expect.poll(() => page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(['listening'])
  const thrown = await page.evaluate(() => {
    try {
      return window.auth.onSessionEnded('not a function' as never)
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
  })
  expect(thrown).toContain('must be a function')
})

test('the window has every web preference of the checklist', async ({ shared }) => {
  const preferences = await shared.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  })
})

test('keeps the session of the window in memory, not on disk', async ({ shared }) => {
  const session = await shared.app.evaluate(({ BrowserWindow }) => {
    const used = BrowserWindow.getAllWindows()[0]?.webContents.session
    return { persistent: used?.isPersistent(), path: used?.getStoragePath(), spelling: used?.isSpellCheckerEnabled() }
  })
  expect(session).toEqual({ persistent: false, path: null, spelling: false })
})

test.describe('with deliberate violations of the content policy', () => {
  test.use({ expectedProblems: /Content Security Policy|Trusted(HTML|Script)/ })

  test('runs no string as code, parses no string as markup, and applies no inline style', async ({
    shared: { page },
  }) => {
    // In a timer, because code that Playwright evaluates is exempt from the policy.
    const results = await page.evaluate(
      () =>
        new Promise<Record<string, string>>((resolve) => {
          setTimeout(() => {
            const attempt = (run: () => unknown) => {
              try {
                run()
                return 'done'
              } catch (error) {
                return error instanceof Error ? error.name : 'thrown'
              }
            }
            const inline = document.createElement('script')
            const style = document.createElement('style')
            style.textContent = 'body { rotate: 1deg }'
            document.head.append(style)
            resolve({
              eval: attempt(() => (0, eval)('1 + 1')),
              function: attempt(() => Reflect.construct(Function, ['return 1'])),
              innerHTML: attempt(() => (document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>')),
              inlineScript: attempt(() => (inline.textContent = 'window.ran = true')),
              inlineStyle: getComputedStyle(document.body).rotate,
            })
          })
        }),
    )
    expect(results).toEqual({
      eval: 'EvalError',
      function: 'EvalError',
      innerHTML: 'TypeError',
      inlineScript: 'TypeError',
      inlineStyle: 'none',
    })
  })
})
