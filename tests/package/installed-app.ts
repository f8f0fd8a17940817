import { chromium, expect, type Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readlinkSync } from 'node:fs'
import { succeeds } from '../../scripts/package/trial/commands.mjs'
import { environmentOf, processesOf, trialUser } from '../../scripts/package/trial/user.mjs'
import { screensOf, type Screens } from '../electron/pages/screens'

/** The installed app, started as the user of this trial. */
export type Installed = {
  page: Page
  screens: Screens
  /** Returns its output so far, stdout and stderr together. */
  printed: () => string
  /** Closes the window and waits for the program to exit. */
  close: () => Promise<void>
}

export function person() {
  const user = trialUser()
  if (!user) throw new Error('There is no trial user. Start these tests with npm run test:package.')
  return user
}

/** Starts a program as the trial user and waits for its window, which may still be empty. */
export async function start(program = 'latchkey', args: readonly string[] = []) {
  const { uid, gid, home } = person()
  const switches = ['--remote-debugging-port=0', ...(sandboxAllowed() ? [] : ['--no-sandbox'])]
  const child = spawn(program, [...switches, ...args], {
    uid,
    gid,
    cwd: home,
    env: environmentOf(person()),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (text += part))
  const debuggerUrl = await waitForDebuggerUrl(child, () => text)
  await waitForWindow(debuggerUrl)
  return { child, debuggerUrl, printed: () => text }
}

/**
 * Starts a program and drives its page through Chromium's debugging port. The packaged app has no
 * debugger for Node.
 */
export async function open(program?: string, args?: readonly string[]): Promise<Installed> {
  const { child, debuggerUrl, printed } = await start(program, args)
  const browser = await chromium.connectOverCDP(debuggerUrl, { timeout: 15_000 })
  const page = browser.contexts()[0]?.pages()[0]
  if (!page) throw new Error(`No window.\n${printed()}`)
  const close = async () => {
    const ended = once(child, 'exit')
    await page.close()
    await ended
  }
  return { page, screens: screensOf(page), printed, close }
}

/**
 * Whether this kernel lets an ordinary user create the namespaces of Chromium's sandbox. Containers
 * often do not.
 */
export function sandboxAllowed(): boolean {
  const { uid, gid } = person()
  return succeeds('unshare', ['--user', '--pid', '--fork', 'true'], { uid, gid })
}

async function waitForDebuggerUrl(child: ChildProcess, printed: () => string): Promise<string> {
  const opened = () => /^DevTools listening on (ws:\S+)$/m.exec(printed())?.[1]
  await expect
    .poll(() => opened() ?? (child.exitCode === null ? 'not yet' : 'ended'), { timeout: 20_000, message: printed() })
    .toMatch(/^ws:|ended/)
  const debuggerUrl = opened()
  if (!debuggerUrl) throw new Error(`The program did not start.\n${printed()}`)
  return debuggerUrl
}

/**
 * Waits for the page, because Playwright fails if it connects while the window is being created.
 */
async function waitForWindow(debuggerUrl: string): Promise<void> {
  const list = `http://${new URL(debuggerUrl).host}/json/list`
  const pages = async () => JSON.stringify(await (await fetch(list)).json())
  await expect.poll(pages, { timeout: 20_000 }).toContain('"url":"app://')
}

/** The processes of the trial user with this Chromium type (`renderer`), read from /proc. */
export function processes(type: string) {
  return (
    processesOf(person())
      // Processes forked from Chromium's zygote separate arguments with spaces instead of NUL.
      .map((pid) => ({ pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/) }))
      .filter(({ command }) => command.includes(`--type=${type}`))
      .map(({ pid, command }) => ({
        command,
        status: readFileSync(`/proc/${pid}/status`, 'utf8'),
        userNamespace: readlinkSync(`/proc/${pid}/ns/user`),
      }))
  )
}
