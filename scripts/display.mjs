import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { endsWithUs } from './ends-with-us.mjs'
import { runCommand } from './run-command.mjs'

/**
 * @typedef {object} Surroundings
 * @property {string} platform as in `process.platform`
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * Whether a command that opens windows must run in a virtual display. Tests always do where there is one to be had
 * (Linux), so that no window jumps at the person and the screen's size is known.
 * @param {Surroundings} surroundings
 * @param {'real' | 'virtual'} preferred
 */
export function needsVirtualDisplay({ platform, env }, preferred) {
  if (platform !== 'linux') return false
  return preferred === 'virtual' || !(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

/**
 * Runs `use` with the environment of a virtual display, and closes the display afterwards.
 *
 * The server chooses its own free number (`-displayfd`), so two runs at once never take the same one; it does not
 * reset when its last window closes (`-noreset`), which would refuse a window that opens in that moment; only who
 * has the cookie may connect, on this computer only.
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
    const DISPLAY = `:${await numberOf(server)}`
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
  const [file = '', ...args] = endsWithUs(['Xvfb', '-displayfd', '3', ...screen, '-auth', cookies])
  return execa(file, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], reject: false, forceKillAfterDelay: 5000 })
}

/**
 * The number that the server prints once it accepts windows.
 * @param {ReturnType<typeof startServer>} server
 * @returns {Promise<string>}
 */
async function numberOf(server) {
  const printed = /** @type {import('node:stream').Readable} */ (server.stdio[3])
  const first = once(printed, 'data').then(([text]) => String(text).trim())
  const ended = server.then(({ stderr }) => Promise.reject(new Error(`The virtual display did not start: ${stderr}`)))
  return Promise.race([first, ended])
}

/**
 * The switches that this machine asks of a development build. As root Electron refuses to start with its sandbox;
 * this is the only place that takes it away, and nothing of it gets into a package.
 * @param {{ platform: string, root: boolean, env: NodeJS.ProcessEnv }} machine
 */
export function electronSwitches({ platform, root, env }) {
  if (platform !== 'linux') return []
  const switches = root ? ['--no-sandbox'] : []
  const { DISPLAY, WAYLAND_DISPLAY } = env
  // A virtual display has neither a graphics card nor a desktop's services, and Chromium complains of each.
  if (!DISPLAY && !WAYLAND_DISPLAY) return [...switches, '--log-level=3']
  // Electron 33 takes X11 unless told that it may choose.
  return DISPLAY ? switches : [...switches, '--ozone-platform-hint=auto']
}
