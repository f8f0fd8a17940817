import { spawn, spawnSync, type ChildProcess, type ChildProcessByStdio } from 'node:child_process'
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/**
 * GNOME's key store on a private message bus. The key store of the person who runs the tests is
 * neither read nor changed.
 */
export type GnomeKeyring = {
  /** The environment variables with which a program finds it. */
  env: Record<string, string>
  close: () => Promise<void>
}

const programs = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon']

/** Why this computer cannot run one; null if it can. */
export function missingForGnomeKeyring(): string | null {
  if (process.platform !== 'linux') return 'only Linux has a key store that tests can run in isolation'
  const missing = programs.filter((program) => !isOnPath(program))
  return missing.length > 0 ? `${missing.join(' and ')} not installed (packages gnome-keyring, dbus)` : null
}

/** Starts a message bus and an unlocked key store in a temporary folder. */
export async function openGnomeKeyring(): Promise<GnomeKeyring> {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-keyring-'))
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const env = {
    DBUS_SESSION_BUS_ADDRESS: await addressOf(bus),
    XDG_CURRENT_DESKTOP: 'GNOME',
    XDG_DATA_HOME: join(home, 'data'),
    XDG_RUNTIME_DIR: home,
  }
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--components=secrets', '--unlock'], {
    env: { ...process.env, ...env, HOME: home },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  daemon.stdin.end('a password of the tests')
  const close = async () => {
    for (const child of [daemon, bus]) await endProcess(child)
    rmSync(home, { recursive: true, force: true })
  }
  if (!(await waitUntilReady(env))) {
    await close()
    throw new Error('The key store did not start')
  }
  return { env, close }
}

function addressOf(bus: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  return new Promise((resolve, reject) => {
    bus.once('error', reject)
    bus.once('exit', (code) => reject(new Error(`The message bus ended with ${code}`)))
    createInterface(bus.stdout).once('line', resolve)
  })
}

/**
 * Polls for up to 5 s, because the daemon does not report that it is ready. It is once its name is
 * on the bus and its first keyring is on the disk.
 */
async function waitUntilReady(env: GnomeKeyring['env']): Promise<boolean> {
  const query = ['--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner']
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const reply = spawnSync('dbus-send', ['--session', ...query, 'string:org.freedesktop.secrets'], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    })
    const keyring = join(env['XDG_DATA_HOME'] ?? '', 'keyrings', 'login.keyring')
    if (reply.stdout.includes('boolean true') && existsSync(keyring)) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await exited
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
