import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { withParentDeathSignal } from './parent-death-signal.mjs'
import { runCommand } from './run-command.mjs'

/**
 * @typedef {object} Host
 * @property {string} platform as in `process.platform`
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * Whether a command that opens windows must run in a virtual display. On Linux, tests always use
 * one: windows do not interrupt the user, and the screen size is known.
 * @param {Host} host
 * @param {'real' | 'virtual'} preferred
 */
export function needsVirtualDisplay({ platform, env }, preferred) {
  if (platform !== 'linux') return false
  return preferred === 'virtual' || !(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

/**
 * Runs `use` with the environment of a virtual display, then closes the display.
 *
 * The server chooses a free display number (`-displayfd`), so concurrent runs never share one. It
 * does not reset when its last window closes (`-noreset`): a reset refuses a window that opens at
 * that moment. It accepts only local clients that have the cookie.
 * @template T
 * @param {(env: { DISPLAY: string, XAUTHORITY: string }) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function inVirtualDisplay(use) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-display-'))
  const XAUTHORITY = join(folder, 'cookies')
  const cookie = randomBytes(16).toString('hex')
  // The server reads the cookie before it has a number, and ignores the number in the file.
  await addCookie(XAUTHORITY, ':0', cookie)
  const server = startServer(XAUTHORITY)
  try {
    const DISPLAY = `:${await displayNumber(server)}`
    await addCookie(XAUTHORITY, DISPLAY, cookie)
    return await use({ DISPLAY, XAUTHORITY })
  } finally {
    server.kill()
    await server
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @param {string} file
 * @param {string} display
 * @param {string} cookie
 */
const addCookie = (file, display, cookie) => runCommand('xauth', ['-q', '-f', file, 'add', display, '.', cookie])

/** @param {string} cookies */
function startServer(cookies) {
  const screen = ['-screen', '0', '1280x1024x24', '-noreset', '-nolisten', 'tcp']
  const [file = '', ...args] = withParentDeathSignal(['Xvfb', '-displayfd', '3', ...screen, '-auth', cookies])
  return execa(file, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], reject: false, forceKillAfterDelay: 5000 })
}

/**
 * The display number, which the server prints once it accepts connections.
 * @param {ReturnType<typeof startServer>} server
 * @returns {Promise<string>}
 */
async function displayNumber(server) {
  const printed = /** @type {import('node:stream').Readable} */ (server.stdio[3])
  const first = once(printed, 'data').then(([text]) => String(text).trim())
  const ended = server.then(({ stderr }) => Promise.reject(new Error(`The virtual display did not start: ${stderr}`)))
  return Promise.race([first, ended])
}

/**
 * The Electron switches that a development build needs on this machine. Electron refuses to start
 * as root with its sandbox on. Only this function turns it off, and packages do not contain it.
 * @param {{ platform: string, root: boolean, env: NodeJS.ProcessEnv }} machine
 */
export function electronSwitches({ platform, root, env }) {
  if (platform !== 'linux') return []
  const switches = root ? ['--no-sandbox'] : []
  const { DISPLAY, WAYLAND_DISPLAY } = env
  // Chromium logs errors about the graphics card and the services that a virtual display lacks.
  if (!DISPLAY && !WAYLAND_DISPLAY) return [...switches, '--log-level=3']
  // Electron 33 uses X11 unless this switch lets it choose.
  return DISPLAY ? switches : [...switches, '--ozone-platform-hint=auto']
}
