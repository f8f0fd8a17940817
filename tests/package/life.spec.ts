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

// One installation from install to purge: each test depends on the previous one.
test.describe.configure({ mode: 'serial' })

const bobWithNewPassword = { ...bob, password: 'encore un pont, plus long' }
const dataFolder = () => join(person().home, '.config/Latchkey')
const installedVersion = () => run('dpkg-query', ['--show', '--showformat=${Version}', 'latchkey'])

test('installs an older version, in which Ana registers', async () => {
  install('older')
  expect(installedVersion()).toMatch(/^0\.0\.1/)
  const { page, screens, close } = await open()
  await screens.register(ana)
  await screens.confirmKeySaved()
  await expect(page).toHaveTitle(new RegExp(`^${screens.translate('home.title')}`))
  await close()
  expect(statSync(join(dataFolder(), 'accounts.db')).mode & 0o777).toBe(0o600)
})

test('an upgrade installs every file unchanged and keeps the account of Ana', async () => {
  install('newer')
  expect(installedVersion()).not.toMatch(/^0\.0\.1/)
  expect(run('dpkg', ['--verify', 'latchkey'])).toBe('')
  const { screens, close } = await open()
  await screens.logIn(ana)
  await close()
})

test('migrates accounts from the first schema to the newest', async () => {
  const folder = join(person().home, 'first-schema')
  const newest = await writeAccountsOfSchema1(folder, person())
  const { screens, close } = await open('latchkey', [`--user-data-dir=${folder}`])
  await screens.logIn(olga)
  await close()
  // Offset 60 of an SQLite file is `user_version`, the version of the schema.
  expect(readFileSync(join(folder, 'accounts.db')).readUInt32BE(60)).toBe(newest)
})

test('the renderer runs in the complete sandbox of Chromium', async () => {
  test.skip(!sandboxAllowed(), 'this kernel does not let ordinary users create user namespaces')
  const { close } = await open()
  const renderers = processes('renderer')
  expect(renderers).not.toEqual([])
  for (const { command, status, userNamespace } of renderers) {
    expect(command).not.toContain('--no-sandbox')
    // 2 means that a filter checks every system call.
    expect(status).toMatch(/^Seccomp:\s+2$/m)
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m)
    expect(userNamespace).not.toBe(readlinkSync('/proc/self/ns/user'))
  }
  await close()
})

test('no debugger can attach to the main process', async () => {
  const { printed, screens, close } = await open('latchkey', ['--inspect=0'])
  await screens.expectHeading('login.h1')
  expect(printed()).not.toContain('Debugger listening')
  await close()
})

test('exits cleanly on SIGTERM during the start, and does not log a failed start', async () => {
  const folder = join(person().home, 'hasty')
  const { child } = await start('latchkey', [`--user-data-dir=${folder}`])
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  const log = join(folder, 'logs/latchkey.log')
  expect(existsSync(log) ? readFileSync(log, 'utf8') : '').not.toContain('cannotStart')
})

test('Bob registers, logs in after a restart, and resets his password', async () => {
  const first = await open()
  const recoveryKey = await first.screens.register(bob)
  await first.screens.confirmKeySaved()
  await first.close()

  const { screens, close } = await open()
  await screens.logIn(bob)
  await screens.logOut()
  await screens.follow('login.forgot')
  await screens.expectHeading('reset.h1')
  await screens.fill({ email: bob.email, recoveryKey, newPassword: bobWithNewPassword.password })
  await screens.submit()
  await screens.expectHeading('key.h1')
  await screens.confirmKeySaved()
  await screens.logIn(bobWithNewPassword)
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

test('a reinstalled app finds the accounts', async () => {
  install('newer')
  const { screens, close } = await open()
  await screens.logIn(bobWithNewPassword)
  await close()
})

test('purging the package leaves nothing in the system and keeps the accounts', () => {
  const before = accountsSum()
  const files = installedFiles()
  purge()
  const traces = ['/opt/Latchkey', '/usr/bin/latchkey', '/etc/alternatives/latchkey', '/etc/apparmor.d/latchkey']
  expect([...files, ...traces].filter(exists)).toEqual([])
  expect(accountsSum()).toBe(before)
})

/** Every file that dpkg installed, without folders, because other packages share them. */
function installedFiles(): string[] {
  return run('dpkg', ['--listfiles', 'latchkey'])
    .split('\n')
    .filter((path) => exists(path) && !lstatSync(path).isDirectory())
}

/** Whether the path exists; also true for a broken link. */
function exists(path: string): boolean {
  return path !== '' && lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

/** One checksum over the account file and its journals. */
function accountsSum(): string {
  const names = readdirSync(dataFolder()).filter((name) => name.startsWith('accounts.'))
  const sum = createHash('sha256')
  for (const name of names.sort()) sum.update(name).update(readFileSync(join(dataFolder(), name)))
  return sum.digest('hex')
}
