import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures'

/** Behaviour that the test build replaces or could hide, tested on the real build. */

test('contains no code of the test world and no developer mode', async ({ shared: { app } }) => {
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

test('environment variables cannot make it load another page', async ({ launch }) => {
  const latchkey = await launch({ env: { ELECTRON_RENDERER_URL: 'http://127.0.0.1:9/', NODE_ENV: 'development' } })
  expect(latchkey.page.url()).toMatch(/^app:\/\/bundle\/index\.html/)
  const menu = await latchkey.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label))
  expect(menu).toEqual(['&File', '&Edit', '&View', '&Help'])
})

test('copies the recovery key to the system clipboard and clears it again', async ({ shared: latchkey }) => {
  const recoveryKey = '0123456789ABCDEFGHJKMNPQR'
  // Newer versions of Electron return a promise.
  const clipboard = () => latchkey.app.evaluate(async ({ clipboard: board }) => Promise.resolve(board.readText()))
  expect(await latchkey.desktop.copyRecoveryKey({ recoveryKey })).toMatchObject({ ok: true })
  expect(await clipboard()).toBe(recoveryKey.match(/.{5}/g)?.join('-'))
  expect(await latchkey.desktop.clearRecoveryKey()).toEqual({ ok: true, value: null })
  expect(await clipboard()).toBe('')
})

test('hashes off the main thread: calls are answered while four log-ins verify a password', async ({
  latchkey,
  page,
}) => {
  const person = { email: 'ana@example.com', password: 'correct horse staple' }
  await latchkey.auth.register(person)
  const mean = await page.evaluate(async (who) => {
    const busy = { now: true }
    const startedAt = performance.now()
    void Promise.all([1, 2, 3, 4].map(() => window.auth.logIn(who))).then(() => (busy.now = false))
    let answers = 0
    for (; busy.now; answers += 1) await window.desktop.settings()
    return (performance.now() - startedAt) / answers
  }, person)
  // Hashing on the main thread would delay each answer by 100 ms. The mean tolerates one late
  // answer on a busy machine.
  expect(mean).toBeLessThan(50)
})
