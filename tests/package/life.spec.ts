import { expect, test } from '@playwright/test'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, lstatSync, readFileSync, readlinkSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../scripts/package/trial/commands.mjs'
import { install, purge, remove } from '../../scripts/package/trial/package.mjs'
import { ana, bob } from '../support/people'
import { open, person, processes, sandboxAllowed, start } from './installed-app'
import { olga, writeAccountsOfSchema1 } from './older-accounts'

// One installation from its first day to its last: each step stands on the one before.
test.describe.configure({ mode: 'serial' })

const bobNow = { ...bob, password: 'encore un pont, plus long' }
const dataFolder = () => join(person().home, '.config/Latchkey')
const installedVersion = () => run('dpkg-query', ['--show', '--showformat=${Version}', 'latchkey'])

test('an older version is installed, and Ana registers', async () => {
  install('older')
  expect(installedVersion()).toMatch(/^0\.0\.1/)
  const { page, screens, close } = await open()
  await screens.register(ana)
  await screens.keepKey()
  await expect(page).toHaveTitle(new RegExp(`^${screens.translate('home.title')}`))
  await close()
  expect(statSync(join(dataFolder(), 'accounts.db')).mode & 0o777).toBe(0o600)
})

test('the newer version is installed over it, every file as it was packed, and Ana is still there', async () => {
  install('newer')
  expect(installedVersion()).not.toMatch(/^0\.0\.1/)
  expect(run('dpkg', ['--verify', 'latchkey'])).toBe('')
  const { screens, close } = await open()
  await screens.logIn(ana)
  await close()
})

test('accounts in the first schema are brought to the newest one', async () => {
  const folder = join(person().home, 'first-schema')
  const newest = await writeAccountsOfSchema1(folder, person())
  const { screens, close } = await open('latchkey', [`--user-data-dir=${folder}`])
  await screens.logIn(olga)
  await close()
  // Where an SQLite file says which schema it has.
  expect(readFileSync(join(folder, 'accounts.db')).readUInt32BE(60)).toBe(newest)
})

test('the page runs in the whole sandbox of Chromium', async () => {
  test.skip(!sandboxAllowed(), 'this kernel keeps user namespaces from ordinary people')
  const { close } = await open()
  const renderers = processes('renderer')
  expect(renderers).not.toEqual([])
  for (const { command, status, userNamespace } of renderers) {
    expect(command).not.toContain('--no-sandbox')
    // 2: every system call goes through a filter.
    expect(status).toMatch(/^Seccomp:\s+2$/m)
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m)
    expect(userNamespace).not.toBe(readlinkSync('/proc/self/ns/user'))
  }
  await close()
})

test('no debugger gets into the main process', async () => {
  const { printed, screens, close } = await open('latchkey', ['--inspect=0'])
  await screens.arrive('login.h1')
  expect(printed()).not.toContain('Debugger listening')
  await close()
})

test('told to end while it is still starting, it ends, and does not say that the start failed', async () => {
  const folder = join(person().home, 'hasty')
  const { child } = await start('latchkey', [`--user-data-dir=${folder}`])
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  const log = join(folder, 'logs/latchkey.log')
  expect(existsSync(log) ? readFileSync(log, 'utf8') : '').not.toContain('cannotStart')
})

test('Bob registers, starts again, logs in, and resets his password', async () => {
  const first = await open()
  const recoveryKey = await first.screens.register(bob)
  await first.screens.keepKey()
  await first.close()

  const { screens, close } = await open()
  await screens.logIn(bob)
  await screens.logOut()
  await screens.follow('login.forgot')
  await screens.arrive('reset.h1')
  await screens.fill({ email: bob.email, recoveryKey, newPassword: bobNow.password })
  await screens.submit()
  await screens.arrive('key.h1')
  await screens.keepKey()
  await screens.logIn(bobNow)
  await close()
})

test('removing the package removes the program and keeps the accounts', () => {
  const before = accountsSum()
  const files = installedFiles()
  expect(files.length).toBeGreaterThan(30)
  remove()
  expect(files.filter(exists)).toEqual([])
  expect(exists('/usr/bin/latchkey')).toBe(false)
  expect(accountsSum()).toBe(before)
})

test('installed again, it finds the accounts', async () => {
  install('newer')
  const { screens, close } = await open()
  await screens.logIn(bobNow)
  await close()
})

test('purging it leaves nothing in the system, and still keeps the accounts', () => {
  const before = accountsSum()
  const files = installedFiles()
  purge()
  const traces = ['/opt/Latchkey', '/usr/bin/latchkey', '/etc/alternatives/latchkey', '/etc/apparmor.d/latchkey']
  expect([...files, ...traces].filter(exists)).toEqual([])
  expect(accountsSum()).toBe(before)
})

/** Everything that dpkg brought, but for folders, which other packages share. */
function installedFiles(): string[] {
  return run('dpkg', ['--listfiles', 'latchkey'])
    .split('\n')
    .filter((path) => exists(path) && !lstatSync(path).isDirectory())
}

/** Also true for a link that leads nowhere. */
function exists(path: string): boolean {
  return path !== '' && lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

/** One sum over the account file and its journals. */
function accountsSum(): string {
  const names = readdirSync(dataFolder()).filter((name) => name.startsWith('accounts.'))
  const sum = createHash('sha256')
  for (const name of names.sort()) sum.update(name).update(readFileSync(join(dataFolder(), name)))
  return sum.digest('hex')
}
