import { chromium, type Browser, type Page } from '@playwright/test'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { authCalls } from '../../../preload/contract'
import { desktopCalls } from '../../../preload/desktop'
import type { Latchkey } from '../../electron/latchkey'

/** What a walk through the screens needs of a running Latchkey. */
export type LatchkeyInChromium = Pick<
  Latchkey,
  'page' | 'auth' | 'desktop' | 'dataFolder' | 'app' | 'world' | 'close'
> & { browserVersion: string }

export type ChromiumOptions = { executablePath: string; dataFolder: string; language: string }

/** The page has this address in Chromium, which knows no `app:` scheme. */
const origin = 'http://bundle.localhost'
const appOrigin = 'app://bundle'

type FromChild =
  | { kind: 'message'; channel: string; message: unknown }
  | { kind: 'answer'; id: number; value: unknown; error?: string }
  | { kind: 'theme'; theme: 'system' | 'light' | 'dark' }
  | { kind: 'load'; url: string }
  | { kind: 'reload' }

type PageResponse = { status: number; headers: Record<string, string>; body: Uint8Array }

/**
 * Starts the built main process of the tests in plain Node, on a double of `electron`, and shows
 * its page in a Chromium of the system. That process answers every call and serves every file,
 * content policy included. Errors of the page's console are added to `problems`.
 */
export async function startInChromium(options: ChromiumOptions, problems: string[]): Promise<LatchkeyInChromium> {
  const main = fork(resolve('out-test/main/index.js'), [`--user-data-dir=${options.dataFolder}`], {
    execArgv: ['--import', resolve('tests/lanes/chromium/register.mjs')],
    env: { ...process.env, LANGUAGE: options.language },
    serialization: 'advanced',
  })
  const ask = createAsk(main)
  const loaded = once(main, 'message')
  const browser = await chromium.launch({
    executablePath: options.executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })
  const page = await newPage(browser, problems)
  await connect(page, main, ask)
  await loaded
  await page.goto(`${origin}/index.html`)
  const evaluate = (run: (...given: never[]) => unknown, argument?: unknown) =>
    ask({ kind: 'evaluate', source: run.toString(), argument })
  const worldOf = (run: (...given: never[]) => unknown) =>
    `(_electron, argument) => (${run.toString()})(globalThis.latchkeyTest, argument)`
  return {
    page,
    dataFolder: options.dataFolder,
    browserVersion: browser.version(),
    auth: callsOf(page, 'auth') as LatchkeyInChromium['auth'],
    desktop: callsOf(page, 'desktop') as LatchkeyInChromium['desktop'],
    // Only `evaluate` of these two is there; a walk uses nothing else of them.
    app: { evaluate } as unknown as Latchkey['app'],
    world: {
      evaluate: (run: (...given: never[]) => unknown, argument?: unknown) =>
        ask({ kind: 'evaluate', source: worldOf(run), argument }),
    } as unknown as Latchkey['world'],
    async close() {
      await browser.close()
      if (main.exitCode !== null) return
      main.kill()
      await once(main, 'exit')
    },
  }
}

async function newPage(browser: Browser, problems: string[]): Promise<Page> {
  const context = await browser.newContext({ timezoneId: 'UTC', viewport: { width: 960, height: 720 } })
  context.on('weberror', (error) => problems.push(`page error: ${error.error().message}`))
  context.on('console', (line) => line.type() === 'error' && problems.push(`console: ${line.text()}`))
  return context.newPage()
}

type Ask = (question: object) => Promise<unknown>

/** Sends a question to the main process; rejects with the text of what it throws. */
function createAsk(main: ChildProcess): Ask {
  let last = 0
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  main.on('message', (message: FromChild) => {
    if (message.kind !== 'answer') return
    const { resolve: answer, reject } = waiting.get(message.id) ?? {}
    waiting.delete(message.id)
    if (message.error === undefined) answer?.(message.value)
    else reject?.(new Error(message.error))
  })
  return (question) =>
    new Promise((answer, reject) => {
      last += 1
      waiting.set(last, { resolve: answer, reject })
      main.send({ ...question, id: last })
    })
}

/** Gives the page its files and its two bridges, and passes on what main sends. */
async function connect(page: Page, main: ChildProcess, ask: Ask): Promise<void> {
  await page.route(`${origin}/**`, async (route) => {
    const url = route.request().url().replace(origin, appOrigin)
    const { status, headers, body } = (await ask({ kind: 'request', url })) as PageResponse
    await route.fulfill({ status, headers, body: Buffer.from(body) })
  })
  await page.exposeFunction('latchkeyInvoke', (channel: string, input: unknown) =>
    ask({ kind: 'invoke', channel, input }),
  )
  await page.exposeFunction('latchkeyListen', (channel: string) => main.send({ kind: 'listening', channel }))
  const names = { auth: Object.keys(authCalls), desktop: Object.keys(desktopCalls) }
  await page.addInitScript(installBridges, names)
  // Not `framenavigated`: that is also a change of the address within the page.
  page.on('request', (request) => {
    if (request.isNavigationRequest()) main.send({ kind: 'navigated' })
  })
  main.on('message', (message: FromChild) => {
    if (message.kind === 'message') void deliver(page, message.channel, message.message)
    if (message.kind === 'reload') void page.reload()
    if (message.kind === 'theme')
      void page.emulateMedia({ colorScheme: message.theme === 'system' ? 'light' : message.theme })
  })
}

/** A page that is closing or being loaded again misses a message, as the real one would. */
function deliver(page: Page, channel: string, message: unknown): Promise<void> {
  return page
    .evaluate(
      ([name, given]) => {
        window.dispatchEvent(new CustomEvent(`latchkey ${name}`, { detail: given }))
      },
      [channel, message] as const,
    )
    .catch(() => undefined)
}

/** Runs in the page before its scripts, in the place of the preload script. */
function installBridges(names: { auth: string[]; desktop: string[] }): void {
  const page = window as unknown as {
    latchkeyInvoke: (channel: string, input: unknown) => Promise<unknown>
    latchkeyListen: (channel: string) => Promise<void>
  }
  const callsFor = (bridge: 'auth' | 'desktop') =>
    Object.fromEntries(
      names[bridge].map((name) => [name, (input: unknown) => page.latchkeyInvoke(`${bridge}:${name}`, input)]),
    )
  const heard = new Set<string>()
  const subscribe = (channel: string) => (listener: (message: unknown) => void) => {
    const forward = (event: Event) => listener((event as CustomEvent).detail)
    window.addEventListener(`latchkey ${channel}`, forward)
    if (!heard.has(channel)) void page.latchkeyListen(channel)
    heard.add(channel)
    return () => window.removeEventListener(`latchkey ${channel}`, forward)
  }
  const bridges = {
    auth: {
      ...callsFor('auth'),
      onSessionEnded: subscribe('auth:sessionEnded'),
      onIdleWarning: subscribe('auth:idleWarning'),
    },
    desktop: {
      ...callsFor('desktop'),
      onClipboardCleared: subscribe('desktop:clipboardCleared'),
      onSettingsChanged: subscribe('desktop:settingsChanged'),
      onCommand: subscribe('desktop:command'),
      onProgress: subscribe('desktop:progress'),
    },
  }
  for (const [name, value] of Object.entries(bridges)) Object.defineProperty(window, name, { value, enumerable: true })
}

/** Each call of a bridge, made in the page. */
function callsOf(page: Page, bridge: 'auth' | 'desktop'): object {
  const call = (name: string) => (input?: unknown) =>
    page.evaluate(
      ([bridgeName, callName, given]) => {
        const bridges = window as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>
        return bridges[bridgeName]?.[callName]?.(given)
      },
      [bridge, name, input] as const,
    )
  return new Proxy({}, { get: (_target, name) => call(String(name)) })
}
