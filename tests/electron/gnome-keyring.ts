import { spawn, spawnSync, type ChildProcess, type ChildProcessByStdio } from 'node:child_process'
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** GNOME's key store on a message bus of its own: nothing of the person who runs the tests is asked or changed. */
export type GnomeKeyring = {
  /** What a program must be told to find it. */
  env: Record<string, string>
  close: () => Promise<void>
}

const programs = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon']

/** Why there can be none on this computer; null where there can. */
export function missingForGnomeKeyring(): string | null {
  if (process.platform !== 'linux') return 'only Linux has a key store that tests can have for themselves'
  const missing = programs.filter((program) => !isOnPath(program))
  return missing.length > 0 ? `${missing.join(' and ')} not installed (packages gnome-keyring, dbus)` : null
}

/** Starts bus and key store, unlocked, in a temporary folder. */
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
    for (const child of [daemon, bus]) await ended(child)
    rmSync(home, { recursive: true, force: true })
  }
  if (!(await answers(env))) {
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

/** It says nothing when it is ready: its name is on the bus then, and its first keyring on the disk. */
async function answers(env: GnomeKeyring['env']): Promise<boolean> {
  const ask = ['--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner']
  for (let times = 0; times < 50; times += 1) {
    const asked = spawnSync('dbus-send', ['--session', ...ask, 'string:org.freedesktop.secrets'], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    })
    const keyring = join(env['XDG_DATA_HOME'] ?? '', 'keyrings', 'login.keyring')
    if (asked.stdout.includes('boolean true') && existsSync(keyring)) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await gone
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
