import { _electron, type ElectronApplication, type JSHandle, type Page } from '@playwright/test'
import type { ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import type { AuthBridge } from '../../preload/contract'
import type { DesktopBridge } from '../../preload/desktop'
import type {} from '../../renderer/window'
import type { TestWorld } from './world/world'

/** The tests' own world, or the app as it ships. */
export type Build = 'test' | 'real'

type Methods<B> = { [K in keyof B as K extends `on${string}` ? never : K]: B[K] }

export type StartOptions = {
  /** How far ahead of the computer the test world's clock starts. */
  clockAhead?: number
  /** More switches for Electron, and environment variables. */
  args?: string[]
  env?: Record<string, string>
  /** The data folder; each test has its own. */
  dataFolder?: string
  /** Asks the system's own key store; Playwright's way of starting forces one that protects nothing. */
  systemKeyStore?: boolean
}

/** A running Latchkey. */
export type Latchkey = {
  app: ElectronApplication
  page: Page
  dataFolder: string
  /** `window.auth` and `window.desktop` of the page, called over the real border. */
  auth: Methods<AuthBridge>
  desktop: Methods<DesktopBridge>
  /** The test world in the main process (tests/electron/world/); nothing in the real build. */
  world: JSHandle<TestWorld>
  /** Ends the app as a person does. */
  close: () => Promise<void>
  /** Ends it with kill -9. */
  kill: () => Promise<void>
}

/** Starts a build on a data folder. What its console calls an error is added to `problems`. */
export async function startLatchkey(
  build: Build,
  options: StartOptions & { dataFolder: string },
  problems: string[],
): Promise<Latchkey> {
  const { dataFolder, args = [], env = {}, clockAhead = 0, systemKeyStore = false } = options
  const app = await _electron.launch({
    // Given one, Playwright starts it as it is, without its loader and the switches of that.
    ...(systemKeyStore && { executablePath: electronPath() }),
    args: [
      build === 'test' ? 'out-test' : '.',
      `--user-data-dir=${dataFolder}`,
      '--force-device-scale-factor=1',
      ...args,
    ],
    env: { ...inherited(), LANGUAGE: 'en', LATCHKEY_TEST_CLOCK: String(clockAhead), ...env },
    timezoneId: 'UTC',
    // No emulation: the page shall follow the app's own theme.
    colorScheme: null,
    chromiumSandbox: process.getuid?.() !== 0,
  })
  // Asked for now: Playwright no longer answers once the app has ended.
  const child = app.process()
  const context = app.context()
  context.on('weberror', (error) => problems.push(`page error: ${error.error().message}`))
  context.on('console', (line) => line.type() === 'error' && problems.push(`console: ${line.text()}`))
  // Every action, call and console line. What the page looked like is in the screenshot of a test that failed; a picture
  // of each step would cost a tenth of the whole run. LATCHKEY_TRACE=pages takes them.
  await context.tracing.start({ snapshots: process.env['LATCHKEY_TRACE'] === 'pages' })
  const page = await app.firstWindow()
  await page.waitForLoadState()
  return {
    app,
    page,
    dataFolder,
    auth: callsOf<AuthBridge>(page, 'auth'),
    desktop: callsOf<DesktopBridge>(page, 'desktop'),
    world: await app.evaluateHandle(() => globalThis.latchkeyTest),
    close: () => ended(child, () => app.close()),
    kill: () => ended(child, () => child.kill('SIGKILL')),
  }
}

/** Outside of Electron, its package answers where the executable is. */
const electronPath = () => createRequire(import.meta.url)('electron') as string

/** Each call of a bridge, made in the page. */
function callsOf<B>(page: Page, bridge: 'auth' | 'desktop'): Methods<B> {
  const call = (name: string) => (input?: unknown) =>
    page.evaluate(
      ([bridgeName, callName, given]) => {
        const bridges = window as unknown as Record<string, Record<string, (...input: unknown[]) => Promise<unknown>>>
        return bridges[bridgeName]?.[callName]?.(...given)
      },
      [bridge, name, input === undefined ? [] : [input]] as const,
    )
  return new Proxy({}, { get: (_target, name) => call(String(name)) }) as Methods<B>
}

/** Ends the app and waits until its process is gone; nothing if it is gone already. */
async function ended(child: ChildProcess, end: () => unknown): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  await end()
  await gone
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
