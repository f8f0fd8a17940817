import { chromium, expect, type Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readlinkSync } from 'node:fs'
import { succeeds } from '../../scripts/package/trial/commands.mjs'
import { environmentOf, processesOf, trialUser } from '../../scripts/package/trial/user.mjs'
import { screensOf, type Screens } from '../electron/pages/screens'

/** Latchkey as the person of this trial has it open. */
export type Installed = {
  page: Page
  screens: Screens
  /** What it printed so far. */
  printed: () => string
  /** Closes the window, and waits until the program has ended by itself. */
  close: () => Promise<void>
}

export function person() {
  const user = trialUser()
  if (!user) throw new Error('Started without its user: npm run test:package.')
  return user
}

/** Starts a program as the person would, and waits until it has a window, which need not show anything yet. */
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
  const door = await doorOf(child, () => text)
  await windowBehind(door)
  return { child, door, printed: () => text }
}

/** Starts a program and drives its page over Chromium's own debugging door: the package has none for Node. */
export async function open(program?: string, args?: readonly string[]): Promise<Installed> {
  const { child, door, printed } = await start(program, args)
  const browser = await chromium.connectOverCDP(door, { timeout: 15_000 })
  const page = browser.contexts()[0]?.pages()[0]
  if (!page) throw new Error(`No window.\n${printed()}`)
  const close = async () => {
    const ended = once(child, 'exit')
    await page.close()
    await ended
  }
  return { page, screens: screensOf(page), printed, close }
}

/** Whether this kernel gives an ordinary person's programs what Chromium's sandbox is made of. Containers often do not. */
export function sandboxAllowed(): boolean {
  const { uid, gid } = person()
  return succeeds('unshare', ['--user', '--pid', '--fork', 'true'], { uid, gid })
}

async function doorOf(child: ChildProcess, printed: () => string): Promise<string> {
  const opened = () => /^DevTools listening on (ws:\S+)$/m.exec(printed())?.[1]
  await expect
    .poll(() => opened() ?? (child.exitCode === null ? 'not yet' : 'ended'), { timeout: 20_000, message: printed() })
    .toMatch(/^ws:|ended/)
  const door = opened()
  if (!door) throw new Error(`It did not start.\n${printed()}`)
  return door
}

/** Waits for the page: Playwright loses its way when it enters while the window is being made. */
async function windowBehind(door: string): Promise<void> {
  const list = `http://${new URL(door).host}/json/list`
  const pages = async () => JSON.stringify(await (await fetch(list)).json())
  await expect.poll(pages, { timeout: 20_000 }).toContain('"url":"app://')
}

/** The person's processes of a kind (`renderer`), as the kernel sees them. */
export function processes(type: string) {
  return (
    processesOf(person())
      // Those that came from Chromium's zygote have spaces where others have zeros.
      .map((pid) => ({ pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/) }))
      .filter(({ command }) => command.includes(`--type=${type}`))
      .map(({ pid, command }) => ({
        command,
        status: readFileSync(`/proc/${pid}/status`, 'utf8'),
        userNamespace: readlinkSync(`/proc/${pid}/ns/user`),
      }))
  )
}
