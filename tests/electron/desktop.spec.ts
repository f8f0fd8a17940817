import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { ana, bob, loggedIn, madeOwner, registered, valueOf } from '../support/people'
import { expect, test, type Latchkey } from './fixtures'

/**
 * Calls that need the operating system, made through the real preload and IPC. Their rules are
 * tested in tests/desktop/.
 */

const person = { email: 'ana@example.com', password: 'correct horse staple' }

/** A key of no account: saving, reading and printing do not verify it. */
const recoveryKey = '0123456789ABCDEFGHJKMNPQR'

const grouped = (key: string) => key.match(/.{5}/g)?.join('-')
const clipboard = ({ world }: Latchkey) => world.evaluate(({ desktop }) => desktop.clipboard)

test('clears a copied key from the clipboard after a minute and notifies the page', async ({ latchkey, page }) => {
  await page.evaluate(() => {
    Object.assign(window, { cleared: 0 })
    window.desktop.onClipboardCleared(() => ((window as unknown as { cleared: number }).cleared += 1))
  })
  expect(await latchkey.desktop.copyRecoveryKey({ recoveryKey })).toEqual({
    ok: true,
    value: { clearedAfterSeconds: 60, hiddenFromHistory: false },
  })
  expect(await clipboard(latchkey)).toBe(grouped(recoveryKey))
  await latchkey.world.evaluate(({ clock }) => clock.advance(58_000))
  expect(await clipboard(latchkey)).toBe(grouped(recoveryKey))
  await latchkey.world.evaluate(({ clock }) => clock.advance(2_000))
  await expect.poll(() => clipboard(latchkey)).toBe('')
  await expect.poll(() => page.evaluate(() => (window as unknown as { cleared: number }).cleared)).toBe(1)
})

test('clears a copied key from the clipboard at log-out', async ({ latchkey }) => {
  valueOf(await latchkey.auth.register(person))
  await latchkey.auth.logIn(person)
  await latchkey.desktop.copyRecoveryKey({ recoveryKey })
  await latchkey.auth.logOut()
  await expect.poll(() => clipboard(latchkey)).toBe('')
})

test('saves a key to a file only its owner can read, reads it back, and returns null if a dialog is cancelled', async ({
  shared: latchkey,
}, info) => {
  const sheet = { email: person.email, recoveryKey }
  expect(await latchkey.desktop.saveRecoveryKey(sheet)).toEqual({ ok: true, value: null })
  expect(await latchkey.desktop.openRecoveryKey()).toEqual({ ok: true, value: null })
  const path = info.outputPath('key.txt')
  await latchkey.world.evaluate(({ desktop }, chosen) => {
    desktop.saveTo = chosen
    desktop.open = chosen
  }, path)
  expect(await latchkey.desktop.saveRecoveryKey(sheet)).toEqual({ ok: true, value: { path } })
  expect(readFileSync(path, 'utf8')).toContain(`Key: ${String(grouped(recoveryKey))}`)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(await latchkey.desktop.openRecoveryKey()).toEqual({
    ok: true,
    value: { email: person.email, recoveryKey: grouped(recoveryKey) },
  })
  const dialogs = await latchkey.world.evaluate(({ desktop }) => desktop.openedDialogs)
  expect(dialogs[0]).toMatchObject({ kind: 'save', title: 'Save your recovery key' })
  expect(dialogs[0]?.defaultPath).toMatch(/\/latchkey-recovery-key\.txt$/)
  expect(dialogs[0]?.defaultPath).not.toContain(latchkey.dataFolder)
})

test('a file without a key and an unwritable path give errors of the contract', async ({ shared: latchkey }, info) => {
  const path = info.outputPath('diary.txt')
  writeFileSync(path, 'Dear diary')
  await latchkey.world.evaluate(({ desktop }, chosen) => {
    desktop.open = chosen
    desktop.saveTo = '/dev/null/key.txt'
  }, path)
  expect(await latchkey.desktop.openRecoveryKey()).toEqual({
    ok: false,
    error: { code: 'invalidInput', fields: { file: 'malformed' } },
  })
  const unsaved = await latchkey.desktop.saveRecoveryKey({ email: person.email, recoveryKey })
  expect(unsaved).toMatchObject({ ok: false, error: { code: 'storage' } })
})

test('prints a key from a hidden window, and reports a cancelled and a failed print job', async ({
  shared: latchkey,
}) => {
  const sheet = { email: `o'neil<b>@example.com`, recoveryKey }
  const printer = (state: 'prints' | 'cancelled' | 'broken') =>
    latchkey.world.evaluate(({ desktop }, next) => {
      desktop.printer = next
    }, state)
  expect(await latchkey.desktop.printRecoveryKey(sheet)).toEqual({ ok: true, value: { printed: true } })
  const printed = await latchkey.world.evaluate(({ desktop }) => desktop.printed)
  expect(printed).toHaveLength(1)
  expect(printed[0]?.bytes).toBeGreaterThan(1000)
  await printer('cancelled')
  expect(await latchkey.desktop.printRecoveryKey(sheet)).toEqual({ ok: true, value: null })
  await printer('broken')
  expect(await latchkey.desktop.printRecoveryKey(sheet)).toMatchObject({ error: { code: 'unexpected' } })
  expect(latchkey.app.windows()).toHaveLength(1)
  await printer('prints')
  expect(await latchkey.desktop.printRecoveryKey(sheet)).toMatchObject({ ok: true })
})

test('saves and prints an issued code for an owner, and ends the print dialog of a former owner', async ({
  latchkey,
}, info) => {
  const { auth, desktop, world, app } = latchkey
  await registered(auth, ana)
  await registered(auth, bob)
  const path = info.outputPath('code.txt')
  await world.evaluate((there, chosen) => void (there.desktop.saveTo = chosen), path)
  const sheet = { email: bob.email, issuedCode: recoveryKey, expiresAt: Date.UTC(2026, 10, 23, 9) }
  expect(await desktop.saveIssuedCode(sheet)).toMatchObject({ error: { code: 'notLoggedIn' } })
  expect(existsSync(path)).toBe(false)
  await loggedIn(auth, ana)
  expect(valueOf(await desktop.saveIssuedCode(sheet))).toEqual({ path })
  expect(readFileSync(path, 'utf8')).toContain(
    `Code: ${String(grouped(recoveryKey))}\nValid until: November 23, 2026 at`,
  )
  expect(valueOf(await desktop.printIssuedCode(sheet))).toEqual({ printed: true })

  await world.evaluate((there) => void (there.desktop.printer = 'waits'))
  const printing = desktop.printIssuedCode(sheet)
  await expect.poll(() => app.windows().length).toBe(2)
  await madeOwner(auth, bob)
  const { accounts } = valueOf(await auth.accounts({ search: ana.email }))
  valueOf(await auth.setRole({ id: accounts[0]?.id ?? 0, role: 'member', password: ana.password }))
  await expect.poll(() => app.windows().length).toBe(1)
  expect(await printing).toMatchObject({ error: { code: 'notAllowed' } })
  expect(await world.evaluate((there) => there.desktop.printed)).toHaveLength(1)
})

test('does not print a key once the session that asked for it is locked', async ({ latchkey }) => {
  valueOf(await latchkey.auth.register(person))
  valueOf(await latchkey.auth.logIn(person))
  await latchkey.world.evaluate(({ desktop }) => {
    desktop.printer = 'waits'
  })
  const printing = latchkey.desktop.printRecoveryKey({ email: person.email, recoveryKey })
  await expect.poll(() => latchkey.app.windows()).toHaveLength(2)
  valueOf(await latchkey.auth.lock())
  expect(await printing).toMatchObject({ ok: false, error: { code: 'locked' } })
  expect(latchkey.app.windows()).toHaveLength(1)
  expect(await latchkey.world.evaluate(({ desktop }) => desktop.printed)).toEqual([])
})

test('saves the activity as CSV for a logged-in account only', async ({ latchkey }, info) => {
  valueOf(await latchkey.auth.register(person))
  const path = info.outputPath('activity.csv')
  await latchkey.world.evaluate(({ desktop }, chosen) => {
    desktop.saveTo = chosen
  }, path)
  expect(await latchkey.desktop.saveActivity()).toMatchObject({ error: { code: 'notLoggedIn' } })
  expect(existsSync(path)).toBe(false)
  await latchkey.auth.logIn(person)
  expect(await latchkey.desktop.saveActivity()).toEqual({ ok: true, value: { path } })
  expect(readFileSync(path, 'utf8')).toMatch(
    /^\uFEFFWhen,What happened,Result\r\n.+,Log-in,Done\r\n.+,Account created,Done\r\n$/,
  )
})

test('copies diagnostic details with the error code, and refuses an email in place of a code', async ({
  shared: latchkey,
}) => {
  expect(await latchkey.desktop.copyDiagnostics({ code: 'storage/locked', reference: '4f2a90bc' })).toEqual({
    ok: true,
    value: null,
  })
  expect(await clipboard(latchkey)).toMatch(/Error code: storage\/locked\nReference: 4f2a90bc$/)
  expect(await latchkey.desktop.copyDiagnostics({ code: person.email })).toMatchObject({
    error: { code: 'invalidInput' },
  })
  expect(await clipboard(latchkey)).not.toContain(person.email)
})

test('turns screen protection on and off, and shows the data folder', async ({ shared: latchkey }) => {
  for (const on of [true, false])
    expect(await latchkey.desktop.protectScreen({ on })).toEqual({ ok: true, value: null })
  expect(await latchkey.desktop.showDataFolder()).toEqual({ ok: true, value: null })
  expect(await latchkey.world.evaluate(({ desktop }) => desktop.shownPaths)).toEqual([
    `${latchkey.dataFolder}/accounts.db`,
  ])
})

test('a new store has no recovery notice and can be reopened', async ({ shared: latchkey }) => {
  expect(await latchkey.desktop.storeNotice()).toEqual({ ok: true, value: null })
  expect(await latchkey.desktop.reopenStore()).toEqual({ ok: true, value: null })
})
