import { copyFileSync, chownSync, mkdtempSync, chmodSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run, succeeds } from './commands.mjs'

/**
 * The ordinary person who uses the installed app: a temporary account of this computer.
 * @typedef {object} User
 * @property {number} uid
 * @property {number} gid
 * @property {string} home
 * @property {number} runner process that made it
 */

const name = 'latchkey-trial'

/** Makes the account. It stands in the system's own list until it is removed: that is how a killed trial is noticed. */
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
    .find((each) => each.startsWith(`${name}:`))
  if (!line) return null
  const [, , uid, gid, runner, home = ''] = line.split(':')
  return { uid: Number(uid), gid: Number(gid), runner: Number(runner), home }
}

/** Ends what runs as this user, and removes the account with its home. Nothing where there is none. */
export function removeUser() {
  const user = trialUser()
  if (!user) return
  for (const pid of processesOf(user)) succeeds('kill', ['-KILL', String(pid)])
  run('userdel', ['--force', name])
  // Only ever a folder that createUser made.
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
 * What the person's programs are started with: as after logging in on this display, and nothing of ours.
 * @param {User} user
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentOf({ uid, gid, home }) {
  const { DISPLAY, XAUTHORITY } = process.env
  const ticket = join(home, '.Xauthority')
  if (XAUTHORITY) {
    copyFileSync(XAUTHORITY, ticket)
    chownSync(ticket, uid, gid)
  }
  const path = '/usr/local/bin:/usr/bin:/bin'
  return {
    HOME: home,
    USER: name,
    LOGNAME: name,
    PATH: path,
    DISPLAY,
    XAUTHORITY: ticket,
    LANG: 'C.UTF-8',
    LANGUAGE: 'en',
  }
}
