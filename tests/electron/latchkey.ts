import { _electron, type ElectronApplication, type JSHandle, type Page } from '@playwright/test'
import type { ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import type { AuthBridge } from '../../preload/contract'
import type { DesktopBridge } from '../../preload/desktop'
import type {} from '../../renderer/window'
import type { TestWorld } from './world/world'

/** `test` is the build with the test world (tests/electron/main.ts), `real` the app as it ships. */
export type Build = 'test' | 'real'

type Methods<B> = { [K in keyof B as K extends `on${string}` ? never : K]: B[K] }

export type StartOptions = {
  /** How far ahead of the computer the test world's clock starts. */
  clockAhead?: number
  /** Additional switches for Electron. */
  args?: string[]
  /** Additional environment variables. */
  env?: Record<string, string>
  /** The data folder; each test has its own. */
  dataFolder?: string
  /** Uses the system's key store. Playwright's default launch forces one that encrypts nothing. */
  systemKeyStore?: boolean
}

/** A running app, with everything a test needs to drive it. */
export type Latchkey = {
  app: ElectronApplication
  page: Page
  dataFolder: string
  /** `window.auth` of the page, called through the real preload and IPC. */
  auth: Methods<AuthBridge>
  /** `window.desktop` of the page, called likewise. */
  desktop: Methods<DesktopBridge>
  /**
   * The test world in the main process (tests/electron/world/). The type does not hold for the real
   * build, where this is a handle to undefined.
   */
  world: JSHandle<TestWorld>
  /** Closes the app normally and waits for its process to exit. */
  close: () => Promise<void>
  /** Ends the app with kill -9. */
  kill: () => Promise<void>
}

/** Starts a build on a data folder. Page errors and console errors are added to `problems`. */
export async function startLatchkey(
  build: Build,
  options: StartOptions & { dataFolder: string },
  problems: string[],
): Promise<Latchkey> {
  const { dataFolder, args = [], env = {}, clockAhead = 0, systemKeyStore = false } = options
  const app = await _electron.launch({
    // With an explicit path, Playwright adds neither its loader nor the switches that come with it.
    ...(systemKeyStore && { executablePath: electronPath() }),
    args: [
      build === 'test' ? 'out-test' : '.',
      `--user-data-dir=${dataFolder}`,
      '--force-device-scale-factor=1',
      ...args,
    ],
    env: { ...inheritedEnv(), LANGUAGE: 'en', LATCHKEY_TEST_CLOCK: String(clockAhead), ...env },
    timezoneId: 'UTC',
    // No emulation: the page must follow the theme of the app.
    colorScheme: null,
    chromiumSandbox: process.getuid?.() !== 0,
  })
  // Read now: Playwright does not return it after the app has ended.
  const child = app.process()
  const context = app.context()
  context.on('weberror', (error) => problems.push(`page error: ${error.error().message}`))
  context.on('console', (line) => line.type() === 'error' && problems.push(`console: ${line.text()}`))
  // The trace holds every action, call and console line. Snapshots of the page at each step would
  // cost a tenth of the whole run, and a failed test has a screenshot. LATCHKEY_TRACE=pages adds
  // them.
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
    close: () => endProcess(child, () => app.close()),
    kill: () => endProcess(child, () => child.kill('SIGKILL')),
  }
}

/** Outside Electron, the `electron` package exports the path of the executable. */
const electronPath = () => createRequire(import.meta.url)('electron') as string

/** Returns the calls of a bridge; each runs in the page. */
function callsOf<B>(page: Page, bridge: 'auth' | 'desktop'): Methods<B> {
  const callInPage = (name: string) => (input?: unknown) =>
    page.evaluate(
      ([bridgeName, callName, args]) => {
        const bridges = window as unknown as Record<string, Record<string, (...input: unknown[]) => Promise<unknown>>>
        return bridges[bridgeName]?.[callName]?.(...args)
      },
      [bridge, name, input === undefined ? [] : [input]] as const,
    )
  return new Proxy({}, { get: (_target, name) => callInPage(String(name)) }) as Methods<B>
}

/** Ends the app and waits for its process to exit. Does nothing if it has exited already. */
async function endProcess(child: ChildProcess, end: () => unknown): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  await end()
  await exited
}

function inheritedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
