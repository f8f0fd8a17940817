import { copyFileSync, chownSync, mkdtempSync, chmodSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run, succeeds } from './commands.mjs'

/**
 * The unprivileged user that runs the installed app: a temporary account of this computer.
 * @typedef {object} User
 * @property {number} uid
 * @property {number} gid
 * @property {string} home
 * @property {number} runner id of the process that created it
 */

const name = 'latchkey-trial'

/** Creates the user. Its entry in /etc/passwd lets the next run detect a killed trial. */
export function createUser() {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`))
  chmodSync(folder, 0o755)
  const home = join(folder, 'home')
  run('useradd', ['--comment', String(process.pid), '--home-dir', home, '--create-home', '--user-group', name])
}

/** @returns {User | null} */
export function trialUser() {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  if (!line) return null
  const [, , uid, gid, runner, home = ''] = line.split(':')
  return { uid: Number(uid), gid: Number(gid), runner: Number(runner), home }
}

/** Kills the user's processes and removes the user with its home. Does nothing if there is none. */
export function removeUser() {
  const user = trialUser()
  if (!user) return
  for (const pid of processesOf(user)) succeeds('kill', ['-KILL', String(pid)])
  run('userdel', ['--force', name])
  // Deletes only a folder that createUser made.
  if (dirname(user.home).startsWith(join(tmpdir(), `${name}-`))) rmSync(dirname(user.home), { recursive: true })
}

/**
 * @param {Pick<User, 'uid'>} user
 * @returns {number[]}
 */
export function processesOf({ uid }) {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && owner(entry) === uid)
    .map(Number)
}

/** @param {string} pid */
function owner(pid) {
  try {
    return Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return -1
  }
}

/**
 * The environment of the user's programs, as after a log-in on this display. Inherits nothing else.
 * @param {User} user
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentOf({ uid, gid, home }) {
  const { DISPLAY, XAUTHORITY } = process.env
  const cookieFile = join(home, '.Xauthority')
  if (XAUTHORITY) {
    copyFileSync(XAUTHORITY, cookieFile)
    chownSync(cookieFile, uid, gid)
  }
  const path = '/usr/local/bin:/usr/bin:/bin'
  return {
    HOME: home,
    USER: name,
    LOGNAME: name,
    PATH: path,
    DISPLAY,
    XAUTHORITY: cookieFile,
    LANG: 'C.UTF-8',
    LANGUAGE: 'en',
  }
}
