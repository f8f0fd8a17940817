import { createServer, type Server } from 'node:http'
import { createSocket, type Socket } from 'node:dgram'
import type { AddressInfo } from 'node:net'
import { expect, test, type Latchkey } from './fixtures'

/** Each test attempts what Electron's security checklist forbids. */

test.use({
  expectedProblems:
    /Content Security Policy|TrustedScriptURL|Not allowed to (load|navigate)|Failed to load resource|net::ERR|Permission/,
})

test.describe('the network', () => {
  let server: Server
  let stun: Socket
  let hits: string[]
  let packets: number
  let web: string
  let udpPort: number

  test.beforeEach(async () => {
    hits = []
    packets = 0
    server = createServer((request, response) => {
      hits.push(request.url ?? '')
      response.setHeader('access-control-allow-origin', '*').end('x')
    })
    server.on('upgrade', (request, socket) => {
      hits.push(request.url ?? '')
      socket.destroy()
    })
    server.on('connection', () => hits.push('connection'))
    stun = createSocket('udp4').on('message', () => (packets += 1))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await new Promise<void>((resolve) => stun.bind(0, '127.0.0.1', resolve))
    web = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    udpPort = stun.address().port
  })
  test.afterEach(() => {
    server.closeAllConnections()
    server.close()
    stun.close()
  })

  test('is not reachable from the page by any API', async ({ shared: { page } }) => {
    await page.evaluate(tryToReach, { web, udpPort })
    // A request of the page would have arrived before this one.
    await fetch(`${web}/afterwards`)
    expect(hits).toEqual(['connection', '/afterwards'])
    expect(packets).toBe(0)
    expect(page.url()).toMatch(/^app:\/\/bundle\/index\.html/)
  })

  test('is not reachable from any session of the main process, not even a new one', async ({ shared }) => {
    const errors = await shared.app.evaluate(async ({ session }, url) => {
      const sessions = [session.defaultSession, session.fromPartition('latchkey'), session.fromPartition('made-later')]
      return Promise.all(
        sessions.map((each) =>
          each.fetch(url).then(
            () => 'fetched',
            (error: unknown) => String(error),
          ),
        ),
      )
    }, web)
    expect(errors).toEqual(Array(3).fill(expect.stringContaining('ERR_BLOCKED_BY_CLIENT')))
    expect(hits).toEqual([])
  })

  test('is reachable without the guards: the test server counts a direct request', async () => {
    await fetch(`${web}/direct`)
    expect(hits).toEqual(['connection', '/direct'])
  })
})

/**
 * Runs in the page. Tries every API that reaches the network, and resolves when each that reports
 * an error has done so.
 */
async function tryToReach({ web, udpPort }: { web: string; udpPort: number }): Promise<void> {
  const refusals: Promise<unknown>[] = []
  const refused = (target: EventTarget, event = 'error') => {
    refusals.push(new Promise((resolve) => target.addEventListener(event, resolve, { once: true })))
  }
  const attempt = (run: () => unknown) =>
    Promise.resolve()
      .then(run)
      .catch(() => undefined)
  const link = (rel: string, as?: string) => {
    const element = document.createElement('link')
    Object.assign(element, { rel, href: `${web}/${rel}`, ...(as && { as }) })
    if (!['preconnect', 'dns-prefetch'].includes(rel)) refused(element)
    document.head.append(element)
  }
  const element = (tag: 'img' | 'video') => {
    const made = document.createElement(tag)
    refused(made)
    made.src = `${web}/${tag}`
    document.body.append(made)
  }
  for (const rel of ['preconnect', 'dns-prefetch', 'stylesheet', 'prefetch']) link(rel)
  link('preload', 'image')
  for (const tag of ['img', 'video'] as const) element(tag)
  await attempt(() => navigator.sendBeacon(`${web}/beacon`, 'x'))
  await attempt(() => fetch(`${web}/fetch`))
  await attempt(() => fetch(`${web}/no-cors`, { mode: 'no-cors' }))
  await attempt(() => refused(new WebSocket(web.replace('http', 'ws'))))
  await attempt(() => refused(new EventSource(`${web}/events`)))
  await attempt(() => navigator.serviceWorker.register('app://bundle/worker.js'))
  await attempt(() => {
    const request = new XMLHttpRequest()
    refused(request)
    request.open('GET', `${web}/xhr`)
    request.send()
  })
  await attempt(async () => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${udpPort}` }] })
    peer.createDataChannel('x')
    // A null candidate ends the ICE gathering.
    const ended = new Promise<void>((resolve) => (peer.onicecandidate = ({ candidate }) => candidate ?? resolve()))
    await peer.setLocalDescription(await peer.createOffer())
    await ended
  })
  const form = document.createElement('form')
  Object.assign(form, { action: `${web}/form`, method: 'post' })
  document.body.append(form)
  refused(document, 'securitypolicyviolation')
  await attempt(() => form.submit())
  await Promise.all(refusals)
}

type Navigations = { seen: () => Promise<string[]>; stop: () => Promise<void> }

/**
 * Records each navigation of the window from now on, as main sees it after the guards of the app.
 */
async function watchNavigations({ app }: Latchkey): Promise<Navigations> {
  const watch = await app.evaluateHandle(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const seen: string[] = []
    const onAsked = ({ url, defaultPrevented }: { url: string; defaultPrevented: boolean }) => {
      seen.push(`${defaultPrevented ? 'refused' : 'allowed'} ${url}`)
    }
    const onNavigated = (_event: unknown, url: string) => void seen.push(`went to ${url}`)
    contents?.on('will-frame-navigate', onAsked)
    contents?.on('did-navigate', onNavigated)
    const stop = () => {
      contents?.off('will-frame-navigate', onAsked)
      contents?.off('did-navigate', onNavigated)
    }
    return { seen, stop }
  })
  return { seen: () => watch.evaluate(({ seen }) => [...seen]), stop: () => watch.evaluate(({ stop }) => stop()) }
}

for (const [address, refusedBy] of [
  ['http://127.0.0.1:9/', 'main'],
  ['file:///etc/passwd', 'the page'],
  ['data:text/html,x', 'the page'],
  ['app://bundle/other.html', 'main'],
] as const) {
  test(`does not navigate to ${address}`, async ({ shared }) => {
    const { page } = shared
    const refusals: string[] = []
    page.on('console', (line) => line.text().startsWith('Not allowed to') && refusals.push(line.text()))
    const navigations = await watchNavigations(shared)
    await page.evaluate(() => Object.assign(window, { here: 'before' }))
    for (const way of ['link', 'script'] as const) {
      const before = [refusals.length, (await navigations.seen()).length] as const
      await page.evaluate(
        ([to, by]) => {
          const link = document.createElement('a')
          link.href = to
          document.body.append(link)
          if (by === 'link') link.click()
          else location.href = to
        },
        [address, way] as const,
      )
      if (refusedBy === 'main') await expect.poll(async () => (await navigations.seen()).length).toBe(before[1] + 1)
      else await expect.poll(() => refusals.length).toBe(before[0] + 1)
    }
    const expected = refusedBy === 'main' ? [`refused ${address}`, `refused ${address}`] : []
    expect(await navigations.seen()).toEqual(expected)
    await navigations.stop()
    expect(page.url()).toMatch(/^app:\/\/bundle\/index\.html/)
    expect(await page.evaluate(() => (window as unknown as { here?: string }).here)).toBe('before')
  })
}

test('returns to the app from about:blank, which Chromium loads without asking the guards', async ({
  shared: { page },
}) => {
  await page.evaluate(() => (location.href = 'about:blank'))
  await expect.poll(() => page.url()).toMatch(/^app:\/\/bundle\/index\.html/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await page.evaluate(() => window.auth.welcome())).toMatchObject({ ok: true })
})

test('reloads neither by key nor by script', async ({ shared }) => {
  const { page } = shared
  const navigations = await watchNavigations(shared)
  await page.evaluate(() => {
    const pressed: string[] = []
    Object.assign(window, { here: 'before', pressed })
    window.addEventListener('keydown', ({ key }) => pressed.push(key))
  })
  for (const keys of ['Control+r', 'Control+Shift+r', 'F5', 'Control+F5']) await page.keyboard.press(keys)
  // The page receives only keys that no accelerator has handled.
  const pressed = () => page.evaluate(() => (window as unknown as { pressed: string[] }).pressed)
  expect((await pressed()).filter((key) => /^(r|F5)$/.test(key))).toEqual(['r', 'r', 'F5', 'F5'])
  expect(await navigations.seen()).toEqual([])
  await page.evaluate(() => location.reload())
  await expect.poll(navigations.seen).toEqual([expect.stringMatching(/^refused app:/)])
  await navigations.stop()
  expect(await page.evaluate(() => (window as unknown as { here?: string }).here)).toBe('before')
})

test('opens no window by script, by link or by middle click', async ({ shared: { app, page } }) => {
  const opened = await page.evaluate(() => {
    const link = document.createElement('a')
    Object.assign(link, { href: 'app://bundle/index.html', target: '_blank' })
    document.body.append(link)
    link.click()
    link.dispatchEvent(new MouseEvent('click', { button: 1, ctrlKey: true }))
    return [window.open('app://bundle/index.html'), window.open('https://example.com'), window.open()]
  })
  expect(opened).toEqual([null, null, null])
  expect(app.windows()).toHaveLength(1)
})

test('loads no webview and no frame', async ({ shared: { app, page } }) => {
  await page.evaluate(async () => {
    for (const tag of ['webview', 'iframe']) {
      const element = document.createElement(tag)
      element.setAttribute('src', 'app://bundle/index.html')
      // The error page of a refused frame fires `load` too.
      const loaded = new Promise((resolve) => element.addEventListener('load', resolve, { once: true }))
      document.body.append(element)
      if (tag === 'iframe') await loaded
    }
  })
  const contents = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((each) => each.getType()),
  )
  expect(contents).toEqual(['window'])
  expect(page.frames().filter((frame) => frame.url().startsWith('app://'))).toHaveLength(1)
})

test('grants no permission', async ({ shared: { page } }) => {
  const states = await page.evaluate(async () => {
    const names = [
      'notifications',
      'geolocation',
      'camera',
      'microphone',
      'clipboard-read',
      'clipboard-write',
      'midi',
      'persistent-storage',
    ]
    const asked = names.map(async (name) => {
      const { state } = await navigator.permissions.query({ name: name as PermissionName })
      return [name, state]
    })
    return Object.fromEntries(await Promise.all(asked)) as Record<string, string>
  })
  expect(new Set(Object.values(states))).toEqual(new Set(['denied']))
  const refused = await page.evaluate(async () => [
    await Notification.requestPermission(),
    await navigator.clipboard.readText().then(
      () => 'read',
      (error: unknown) => (error instanceof Error ? error.name : ''),
    ),
    await navigator.mediaDevices.getDisplayMedia().then(
      () => 'shared',
      () => 'refused',
    ),
    await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('located'),
        () => resolve('refused'),
      ),
    ),
  ])
  expect(refused).toEqual(['denied', 'NotAllowedError', 'refused', 'refused'])
})

test('downloads nothing', async ({ shared: { app, page } }) => {
  // Subscribed before the click: the page and the main process are reached over different
  // connections.
  const watch = await app.evaluateHandle(({ session }) => ({
    download: new Promise<boolean>((resolve) => {
      session.fromPartition('latchkey').once('will-download', ({ defaultPrevented }) => resolve(defaultPrevented))
    }),
  }))
  await page.evaluate(() => {
    const link = document.createElement('a')
    Object.assign(link, { href: URL.createObjectURL(new Blob(['x'])), download: 'x.txt' })
    link.click()
  })
  expect(await watch.evaluate(({ download }) => download)).toBe(true)
})

test('does not open a file that is dropped on the window', async ({ shared }) => {
  const { page } = shared
  const navigations = await watchNavigations(shared)
  await page.evaluate(async () => {
    const data = new DataTransfer()
    data.items.add(new File(['<h1>dropped</h1>'], 'dropped.html', { type: 'text/html' }))
    for (const kind of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }))
    }
    // Main receives a navigation before a later call.
    await window.auth.welcome()
  })
  expect(await navigations.seen()).toEqual([])
  await navigations.stop()
  expect(page.url()).toMatch(/^app:\/\/bundle\/index\.html/)
})

test('the app protocol serves no file outside the renderer folder', async ({ shared }) => {
  const statuses = await shared.app.evaluate(async ({ session }) => {
    const paths = [
      '..%2fmain%2findex.js',
      '..%5cmain%5cindex.js',
      '%2e%2e%2fpackage.json',
      '../../package.json',
      'index.html%00',
      'missing.html',
    ]
    const served = session.fromPartition('latchkey')
    const ask = (url: string) =>
      served.fetch(url).then(
        ({ status }) => status,
        (error: unknown) => String(error),
      )
    return Promise.all([
      ...paths.map((path) => ask(`app://bundle/${path}`)),
      ask('app://other/index.html'),
      ask('app://bundle/index.html'),
    ])
  })
  expect(statuses).toEqual([404, 404, 404, 404, 404, 404, 404, 200])
})

test('refuses every call of a second window with the same page and preload as forbidden', async ({ shared }) => {
  const answers = await shared.app.evaluate(async ({ app, BrowserWindow }) => {
    const [ours] = BrowserWindow.getAllWindows()
    const other = new BrowserWindow({
      show: false,
      webPreferences: {
        preload: `${app.getAppPath()}/preload/index.cjs`,
        sandbox: true,
        ...(ours && { session: ours.webContents.session }),
      },
    })
    await other.loadURL('app://bundle/index.html')
    const ask = (call: string) => other.webContents.executeJavaScript(call) as Promise<unknown>
    const found = [
      await ask('auth.welcome()'),
      await ask('auth.register({ email: "eve@b.c", password: "correct horse staple" })'),
      await ask('desktop.settings()'),
    ]
    other.destroy()
    return found
  })
  const forbidden = { ok: false, error: { code: 'forbidden' } }
  expect(answers).toEqual([forbidden, forbidden, forbidden])
  expect(await shared.auth.welcome()).toMatchObject({ ok: true, value: { hasAccounts: false } })
})

test('does not open the developer tools', async ({ shared }) => {
  const opened = await shared.app.evaluate(async ({ BrowserWindow, webContents }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.openDevTools()
    // They would be another page, created before this call returns.
    await contents?.executeJavaScript('auth.welcome()')
    return { isOpened: contents?.isDevToolsOpened(), pages: webContents.getAllWebContents().length }
  })
  expect(opened).toEqual({ isOpened: false, pages: 1 })
})

test('alert and confirm show no dialog', async ({ shared: { page } }) => {
  const answers = await page.evaluate(() => {
    alert('x')
    return confirm('x')
  })
  expect(answers).toBe(false)
})

test('closes even if the page asks to stay open', async ({ latchkey, page }) => {
  const child = latchkey.app.process()
  await page.evaluate(() => window.addEventListener('beforeunload', (event) => event.preventDefault()))
  // Chromium ignores `beforeunload` of a page without a user gesture.
  await page.locator('body').click()
  try {
    // Electron sends `will-prevent-unload` only if the page asked to stay. The listener of the app
    // runs before this one.
    const answer = latchkey.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      return new Promise<string>((resolve) => {
        window?.webContents.once('will-prevent-unload', ({ defaultPrevented }) =>
          resolve(defaultPrevented ? 'the page asked to stay and is closed' : 'the page asked to stay and stays'),
        )
        window?.once('closed', () => resolve('the page did not ask to stay'))
        setImmediate(() => window?.close())
      })
    })
    expect(await answer).toBe('the page asked to stay and is closed')
    await expect.poll(() => child.exitCode, { message: 'the exit code of the app', timeout: 10_000 }).toBe(0)
  } finally {
    // An app that stays open would block the end of the test.
    await latchkey.kill()
  }
})
