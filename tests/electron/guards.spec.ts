import { createServer, type Server } from 'node:http'
import { createSocket, type Socket } from 'node:dgram'
import type { AddressInfo } from 'node:net'
import { expect, test } from './fixtures'

/** Each test tries the forbidden thing (Electron's security checklist). */

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

  test('is reached by nothing that a page can try', async ({ page }) => {
    await page.evaluate(
      async ({ web, udpPort }) => {
        const attempt = (run: () => unknown) =>
          Promise.resolve()
            .then(run)
            .catch(() => undefined)
        const link = (rel: string, as?: string) => {
          const element = document.createElement('link')
          Object.assign(element, { rel, href: `${web}/${rel}`, ...(as && { as }) })
          document.head.append(element)
        }
        const element = (tag: 'img' | 'video') => {
          const made = document.createElement(tag)
          made.src = `${web}/${tag}`
          document.body.append(made)
        }
        await attempt(() => fetch(`${web}/fetch`))
        await attempt(() => fetch(`${web}/no-cors`, { mode: 'no-cors' }))
        await attempt(() => navigator.sendBeacon(`${web}/beacon`, 'x'))
        await attempt(() => new WebSocket(web.replace('http', 'ws')))
        await attempt(() => new EventSource(`${web}/events`))
        await attempt(() => navigator.serviceWorker.register('app://bundle/worker.js'))
        await attempt(() => {
          const request = new XMLHttpRequest()
          request.open('GET', `${web}/xhr`)
          request.send()
        })
        for (const rel of ['stylesheet', 'preconnect', 'dns-prefetch', 'prefetch']) link(rel)
        link('preload', 'image')
        for (const tag of ['img', 'video'] as const) element(tag)
        await attempt(async () => {
          const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${udpPort}` }] })
          peer.createDataChannel('x')
          await peer.setLocalDescription(await peer.createOffer())
        })
        const form = document.createElement('form')
        Object.assign(form, { action: `${web}/form`, method: 'post' })
        document.body.append(form)
        await attempt(() => form.submit())
        await new Promise((resolve) => setTimeout(resolve, 1500))
      },
      { web, udpPort },
    )
    expect(hits).toEqual([])
    expect(packets).toBe(0)
    expect(page.url()).toMatch(/^app:\/\/bundle\/index\.html/)
  })

  test('is reached by no session of the main process either, not even a new one', async ({ latchkey }) => {
    const errors = await latchkey.app.evaluate(async ({ session }, url) => {
      const sessions = [session.defaultSession, session.fromPartition('latchkey'), session.fromPartition('made-later')]
      return Promise.all(
        sessions.map((one) =>
          one.fetch(url).then(
            () => 'fetched',
            (error: unknown) => String(error),
          ),
        ),
      )
    }, web)
    expect(errors).toEqual(Array(3).fill(expect.stringContaining('ERR_BLOCKED_BY_CLIENT')))
    expect(hits).toEqual([])
  })

  test('would have been reached without the guards: the server does count', async () => {
    await fetch(`${web}/direct`)
    expect(hits).toEqual(['connection', '/direct'])
  })
})

for (const address of ['http://127.0.0.1:9/', 'file:///etc/passwd', 'data:text/html,x', 'app://bundle/other.html']) {
  test(`does not navigate to ${address}`, async ({ page }) => {
    await page.evaluate((to) => {
      Object.assign(window, { here: 'before' })
      const link = document.createElement('a')
      link.href = to
      document.body.append(link)
      link.click()
      location.href = to
    }, address)
    await page.waitForTimeout(300)
    expect(page.url()).toMatch(/^app:\/\/bundle\/index\.html/)
    expect(await page.evaluate(() => (window as unknown as { here?: string }).here)).toBe('before')
  })
}

test('comes back from about:blank, which Chromium shows without asking', async ({ page }) => {
  await page.evaluate(() => (location.href = 'about:blank'))
  await expect.poll(() => page.url()).toMatch(/^app:\/\/bundle\/index\.html/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await page.evaluate(() => window.auth.welcome())).toMatchObject({ ok: true })
})

test('does not reload: neither by keys nor by script', async ({ page }) => {
  await page.evaluate(() => Object.assign(window, { here: 'before' }))
  for (const keys of ['Control+r', 'Control+Shift+r', 'F5', 'Control+F5']) await page.keyboard.press(keys)
  await page.evaluate(() => location.reload())
  await page.waitForTimeout(500)
  expect(await page.evaluate(() => (window as unknown as { here?: string }).here)).toBe('before')
})

test('opens no window, by script, by link or by a middle click', async ({ latchkey, page }) => {
  const opened = await page.evaluate(() => {
    const link = document.createElement('a')
    Object.assign(link, { href: 'app://bundle/index.html', target: '_blank' })
    document.body.append(link)
    link.click()
    link.dispatchEvent(new MouseEvent('click', { button: 1, ctrlKey: true }))
    return [window.open('app://bundle/index.html'), window.open('https://example.com'), window.open()]
  })
  expect(opened).toEqual([null, null, null])
  expect(latchkey.app.windows()).toHaveLength(1)
})

test('holds no webview and no frame of another page', async ({ latchkey, page }) => {
  await page.evaluate(() => {
    for (const tag of ['webview', 'iframe']) {
      const element = document.createElement(tag)
      element.setAttribute('src', 'app://bundle/index.html')
      document.body.append(element)
    }
  })
  await page.waitForTimeout(300)
  const contents = await latchkey.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((each) => each.getType()),
  )
  expect(contents).toEqual(['window'])
  expect(page.frames().filter((frame) => frame.url().startsWith('app://'))).toHaveLength(1)
})

test('grants no permission', async ({ page }) => {
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

test('downloads nothing', async ({ latchkey, page }) => {
  await latchkey.app.evaluate(({ session }) => {
    const seen: string[] = []
    Object.assign(globalThis, { seen })
    session.fromPartition('latchkey').on('will-download', (event, item) => {
      seen.push(`${String(event.defaultPrevented)} ${item.getState()}`)
    })
  })
  await page.evaluate(() => {
    const link = document.createElement('a')
    Object.assign(link, { href: URL.createObjectURL(new Blob(['x'])), download: 'x.txt' })
    link.click()
  })
  await page.waitForTimeout(500)
  const seen = await latchkey.app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)
  for (const download of seen) expect(download).toMatch(/^true/)
})

test('does not open a file that is dropped on it', async ({ page }) => {
  await page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['<h1>dropped</h1>'], 'dropped.html', { type: 'text/html' }))
    for (const kind of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }))
    }
  })
  await page.waitForTimeout(200)
  expect(page.url()).toMatch(/^app:\/\/bundle\/index\.html/)
})

test('serves nothing outside its folder', async ({ latchkey }) => {
  const statuses = await latchkey.app.evaluate(async ({ session }) => {
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

test('answers a second window with the same page and the same preload: forbidden', async ({ latchkey }) => {
  const answers = await latchkey.app.evaluate(async ({ app, BrowserWindow }) => {
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
  expect(await latchkey.auth.welcome()).toMatchObject({ ok: true, value: { hasAccounts: false } })
})

test('has no developer tools', async ({ latchkey }) => {
  const opened = await latchkey.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.openDevTools()
    await new Promise((resolve) => setTimeout(resolve, 300))
    return contents?.isDevToolsOpened()
  })
  expect(opened).toBe(false)
})

test('shows no box of the browser: alert and confirm do nothing', async ({ page }) => {
  const answers = await page.evaluate(() => {
    alert('x')
    return confirm('x')
  })
  expect(answers).toBe(false)
})

test('cannot be kept open by the page', async ({ latchkey, page }) => {
  const child = latchkey.app.process()
  await page.evaluate(() => window.addEventListener('beforeunload', (event) => event.preventDefault()))
  // Chromium asks only a page that somebody has used.
  await page.locator('body').click()
  try {
    // Electron sends `will-prevent-unload` only once a page has asked to stay. The app's own listener comes before ours.
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
    // An app that stays open would keep the end of the test waiting.
    await latchkey.kill()
  }
})
