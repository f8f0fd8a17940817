import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { ana, errorOf, loggedIn, registered, valueOf } from '../../support/people'
import { expect, test } from '../fixtures'

const newPassword = 't4rt1fl3tt3'

test("runs the seed's scenario through window.auth, and its results survive a restart", async ({
  latchkey,
  restart,
}) => {
  const { auth } = latchkey
  const { email, recoveryKey } = valueOf(await auth.register(ana))
  expect(email).toBe(ana.email)
  expect(errorOf(await auth.register(ana))).toEqual({ code: 'emailTaken' })
  expect(errorOf(await auth.logIn({ ...ana, password: newPassword }))).toEqual({ code: 'wrongCredentials' })
  expect(errorOf(await auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
  expect(valueOf(await auth.logIn(ana))).toMatchObject({ email, message: 'logged in' })
  expect(valueOf(await auth.profile()).email).toBe(email)
  expect(valueOf(await auth.logOut())).toEqual({ message: 'Bienvenue' })
  expect(errorOf(await auth.logOut()).code).toBe('notLoggedIn')
  const { resetToken } = valueOf(await auth.requestReset({ email, recoveryKey }))
  const reset = { email, resetToken, newPassword }
  expect(valueOf(await auth.resetPassword(reset))).toMatchObject({ email, message: 'Password updated' })
  expect(errorOf(await auth.resetPassword(reset))).toEqual({ code: 'invalidResetToken' })
  expect(errorOf(await auth.logIn(ana))).toEqual({ code: 'wrongCredentials' })
  expect(valueOf(await auth.logIn({ email, password: newPassword })).email).toBe(email)

  const again = await restart(latchkey)
  expect(valueOf(await again.auth.restoreSession())).toBeNull()
  expect(valueOf(await again.auth.logIn({ email, password: newPassword })).profile.failedAttempts.count).toBe(0)
})

test('acknowledged changes survive kill -9, and sqlite3 can read the file afterwards', async ({ latchkey, launch }) => {
  const recoveryKey = await registered(latchkey.auth)
  await loggedIn(latchkey.auth)
  valueOf(await latchkey.auth.updatePreferences({ displayName: 'Ana Lúcia' }))
  await latchkey.kill()

  const again = await launch({ dataFolder: latchkey.dataFolder })
  expect((await loggedIn(again.auth)).displayName).toBe('Ana Lúcia')
  expect(valueOf(await again.auth.requestReset({ email: ana.email, recoveryKey })).resetToken).toBeTruthy()
  await again.close()

  const file = join(latchkey.dataFolder, 'accounts.db')
  const sqlite = (sql: string) => execFileSync('sqlite3', [file, sql], { encoding: 'utf8' }).trim()
  expect(sqlite('PRAGMA integrity_check')).toBe('ok')
  expect(sqlite('SELECT id, email, session_id FROM users')).toBe(`1|${ana.email}|`)
})

test('an account that sqlite3 inserts while the app is closed can log in after the next start', async ({
  latchkey,
  restart,
}) => {
  await registered(latchkey.auth)
  await latchkey.close()
  const file = join(latchkey.dataFolder, 'accounts.db')
  const knownHash = '$2b$12$DyuwYcoqvO5c9D9V8rmFS.IYKIuQtuaWgJwhsBZIWmJEbM/2l.Lti'
  execFileSync('sqlite3', [
    file,
    `INSERT INTO users (email, hashed_password) VALUES ('Bob@Holberton.io', '${knownHash}')`,
  ])

  const again = await restart(latchkey)
  const bob = { email: 'bob@holberton.io', password: 'Hello Holberton' }
  expect((await loggedIn(again.auth, bob)).createdAt).toBeNull()
  expect((await loggedIn(again.auth)).email).toBe(ana.email)
})
