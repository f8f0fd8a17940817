import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Latchkey } from './fixtures'

/** How the app ends, recovers from a renderer crash, and what it leaves on disk. */

const person = { email: 'ana@example.com', password: 'correct horse staple' }

async function registerAndLogIn(latchkey: Latchkey): Promise<string> {
  const registered = await latchkey.auth.register(person)
  expect(await latchkey.auth.logIn(person)).toMatchObject({ ok: true })
  return registered.ok ? registered.value.recoveryKey : ''
}

/** Every file below a folder, with its content as Latin-1 text, one character per byte. */
function filesBelow(folder: string): { name: string; content: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => ({ name, content: readFileSync(join(folder, name), 'latin1') }))
}

test.describe('quitting', () => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    test(`by ${signal} exits cleanly, keeps the accounts and ends the session`, async ({ latchkey, launch }) => {
      await registerAndLogIn(latchkey)
      const child = latchkey.app.process()
      const stderr: string[] = []
      child.stderr?.on('data', (text: Buffer) => stderr.push(text.toString()))
      const exitCode = new Promise((resolve) => child.once('exit', (code) => resolve(code)))
      child.kill(signal)
      expect(await exitCode).toBe(0)
      expect(stderr.join('')).not.toContain('FATAL')
      const again = await launch()
      expect(await again.auth.welcome()).toMatchObject({ ok: true, value: { hasAccounts: true } })
      expect(await again.auth.profile()).toMatchObject({ error: { code: 'notLoggedIn' } })
      expect(await again.desktop.storeNotice()).toEqual({ ok: true, value: null })
    })
  }

  test('by closing the window ends the process', async ({ latchkey }) => {
    const child = latchkey.app.process()
    const exitCode = new Promise((resolve) => child.once('exit', (code) => resolve(code)))
    await latchkey.app.evaluate(({ BrowserWindow }) => setImmediate(() => BrowserWindow.getAllWindows()[0]?.close()))
    expect(await exitCode).toBe(0)
  })

  test('clears a copied recovery key from the clipboard', async ({ latchkey }) => {
    const recoveryKey = await registerAndLogIn(latchkey)
    await latchkey.desktop.copyRecoveryKey({ recoveryKey })
    const cleared = latchkey.app.evaluate(
      ({ app }) =>
        new Promise((resolve) => {
          app.once('quit', () => resolve(globalThis.latchkeyTest.desktop.clipboard))
          setImmediate(() => app.quit())
        }),
    )
    expect(await cleared).toBe('')
  })
})

test('notifies the page and the menu when the session expires', async ({ latchkey, page }) => {
  await registerAndLogIn(latchkey)
  await page.evaluate(() => {
    window.auth.onSessionEnded((ended) => Object.assign(window, { ended }))
  })
  await latchkey.world.evaluate(({ clock }) => clock.advance(25 * 60 * 60 * 1000))
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { ended?: unknown }).ended))
    .toMatchObject({
      reason: expect.stringMatching(/expired|idle/),
    })
  const logOut = () =>
    latchkey.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('logOut')?.enabled)
  await expect.poll(logOut).toBe(false)
})

test('a page that crashes reloads with its session', async ({ latchkey }) => {
  await registerAndLogIn(latchkey)
  const answer = await latchkey.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    await new Promise<void>((resolve) => {
      contents?.once('did-finish-load', resolve)
      setImmediate(() => contents?.forcefullyCrashRenderer())
    })
    return (await contents?.executeJavaScript('auth.profile()')) as unknown
  })
  expect(answer).toMatchObject({ ok: true, value: { email: person.email } })
})

test('leaves files that only the owner can read, without secrets, crash dumps or cookies, and with emails in the account files only', async ({
  latchkey,
  page,
}) => {
  const recoveryKey = await registerAndLogIn(latchkey)
  await latchkey.desktop.changeSettings({ theme: 'dark' })
  await page.evaluate(() => {
    for (const store of [localStorage, sessionStorage])
      if (store.length > 0) throw new Error('The page keeps something')
  })
  await latchkey.auth.logIn({ ...person, password: 'a wrong password' })
  await latchkey.close()

  expect(statSync(latchkey.dataFolder).mode & 0o777).toBe(0o700)
  const ours = readdirSync(latchkey.dataFolder).filter((name) => /^(accounts|settings|session)\./.test(name))
  expect(ours).toEqual(expect.arrayContaining(['accounts.db', 'settings.json']))
  for (const name of ours) expect(statSync(join(latchkey.dataFolder, name)).mode & 0o777, name).toBe(0o600)

  const files = filesBelow(latchkey.dataFolder)
  expect(files.length).toBeGreaterThan(5)
  const grouped = recoveryKey.match(/.{5}/g)?.join('-') ?? ''
  for (const { name, content } of files) {
    for (const secret of [person.password, 'a wrong password', recoveryKey, grouped]) {
      expect(content.includes(secret), `${name} holds a secret`).toBe(false)
      expect(content.includes(Buffer.from(secret, 'utf16le').toString('latin1')), `${name} holds a secret`).toBe(false)
    }
    if (!name.startsWith('accounts.')) expect(content.includes(person.email), `${name} holds an email`).toBe(false)
  }

  const names = readdirSync(latchkey.dataFolder, { recursive: true, encoding: 'utf8' })
  expect(names.filter((name) => name.endsWith('.dmp') || /cookies|indexeddb|service worker/i.test(name))).toEqual([])
})
