import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures'

/** What the tests' own world replaces or could hide, on the build that ships. */

test('holds nothing of the tests, and no developer mode', async ({ shared: { app } }) => {
  const global = await app.evaluate(() => typeof (globalThis as { latchkeyTest?: unknown }).latchkeyTest)
  expect(global).toBe('undefined')
  for (const name of readdirSync('out/main', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.js'),
  )) {
    const source = readFileSync(join('out/main', name), 'utf8')
    for (const word of ['latchkeyTest', 'LATCHKEY_TEST', 'ELECTRON_RENDERER_URL'])
      expect(source, name).not.toContain(word)
  }
})

test('is moved to no other page by the environment', async ({ launch }) => {
  const latchkey = await launch({ env: { ELECTRON_RENDERER_URL: 'http://127.0.0.1:9/', NODE_ENV: 'development' } })
  expect(latchkey.page.url()).toMatch(/^app:\/\/bundle\/index\.html/)
  const menu = await latchkey.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label))
  expect(menu).toEqual(['&File', '&Edit', '&View', '&Help'])
})

test('puts the key on the clipboard of the system and takes it off again', async ({ shared: latchkey }) => {
  const recoveryKey = '0123456789ABCDEFGHJKMNPQR'
  // Newer Electrons answer later.
  const clipboard = () => latchkey.app.evaluate(async ({ clipboard: board }) => Promise.resolve(board.readText()))
  expect(await latchkey.desktop.copyRecoveryKey({ recoveryKey })).toMatchObject({ ok: true })
  expect(await clipboard()).toBe(recoveryKey.match(/.{5}/g)?.join('-'))
  expect(await latchkey.desktop.clearRecoveryKey()).toEqual({ ok: true, value: null })
  expect(await clipboard()).toBe('')
})

test('hashes away from the main thread: it goes on answering while four log-ins are compared', async ({
  latchkey,
  page,
}) => {
  const person = { email: 'ana@example.com', password: 'correct horse staple' }
  await latchkey.auth.register(person)
  const mean = await page.evaluate(async (who) => {
    const busy = { now: true }
    const begun = performance.now()
    void Promise.all([1, 2, 3, 4].map(() => window.auth.logIn(who))).then(() => (busy.now = false))
    let answers = 0
    for (; busy.now; answers += 1) await window.desktop.settings()
    return (performance.now() - begun) / answers
  }, person)
  // Hashing in the main thread would hold each answer back for 100 ms. One answer may be late on a busy machine.
  expect(mean).toBeLessThan(50)
})
