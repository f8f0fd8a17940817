/**
 * Kills the app with kill -9 at random moments during a stream of changes. Afterwards every
 * acknowledged change must exist, and the change in flight must exist entirely or not at all.
 * `npm run torture` kills 500 times, `npm run test:long` 12 times.
 */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { valueOf } from '../support/people'
import { expect, test, type Latchkey } from './fixtures'

const kills = Number(process.env['TORTURE_KILLS'] ?? 12)
const ana = 'ana@example.com'

/**
 * The expected state of the store. Each list holds the last acknowledged value, and the values in
 * flight when the app died.
 */
type Ledger = { password: string[]; displayName: string[]; registered: string[]; step: number }
type Change = { kind: 'register' | 'displayName' | 'password' | 'logIn'; value: string }
type Report = { change: Change; acknowledged: boolean }

test.describe.configure({ timeout: 60_000 + kills * 8_000 })

test(`loses no acknowledged change in ${kills} kills of a running app`, async ({ launch, dataFolder }) => {
  const env = { LATCHKEY_TEST_SMALL_JOURNAL: '1' }
  const ledger: Ledger = { password: ['first password'], displayName: ['ana'], registered: [], step: 0 }
  let latchkey = await launch({ env })
  valueOf(await latchkey.auth.register({ email: ana, password: 'first password' }))
  for (let killed = 0; killed < kills; killed += 1) {
    await streamUntilKilled(latchkey, ledger)
    latchkey = await launch({ env })
    await expectLedger(latchkey, ledger)
  }
  await latchkey.close()
  const sqlite = (sql: string) =>
    execFileSync('sqlite3', [join(dataFolder, 'accounts.db'), sql], { encoding: 'utf8' }).trim()
  expect(sqlite('PRAGMA integrity_check')).toBe('ok')
  expect(Number(sqlite('SELECT count(*) FROM users'))).toBeGreaterThanOrEqual(ledger.registered.length + 1)
  expect(ledger.registered.length).toBeGreaterThan(kills / 5)
})

/** Makes changes as fast as possible, with checkpoints in between, and kills the app meanwhile. */
async function streamUntilKilled(latchkey: Latchkey, ledger: Ledger): Promise<void> {
  const { page, world } = latchkey
  await page.exposeFunction('report', (report: Report) => recordReport(ledger, report))
  const stream = page
    .evaluate(makeChanges, { email: ana, password: newest(ledger.password), from: ledger.step })
    .catch(String)
  const checkpoints = setInterval(() => void world.evaluate((w) => w.clock.advance(60_000)).catch(() => undefined), 40)
  await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 500))
  clearInterval(checkpoints)
  await latchkey.kill()
  // The stream ends only if the app died or a change was refused.
  expect(await stream).toMatch(/closed|crashed|disconnected/)
}

/** Runs in the page. Reports each change before it is made and after it is acknowledged. */
async function makeChanges({
  email,
  password,
  from,
}: {
  email: string
  password: string
  from: number
}): Promise<void> {
  const { auth, report } = window as unknown as {
    auth: Page['evaluate'] & Record<string, (input: unknown) => Promise<{ ok: boolean }>>
    report: (report: Report) => Promise<void>
  }
  let current = password
  const change = async (kind: Change['kind'], value: string, call: () => Promise<{ ok: boolean }> | undefined) => {
    await report({ change: { kind, value }, acknowledged: false })
    const outcome = await call()
    if (!outcome?.ok) throw new Error(`${kind}: ${JSON.stringify(outcome)}`)
    await report({ change: { kind, value }, acknowledged: true })
  }
  await change('logIn', '', () => auth['logIn']?.({ email, password: current }))
  for (let step = from + 1; ; step += 1) {
    if (step % 7 === 0) {
      const next = `password number ${step}`
      await change('password', next, () => auth['changePassword']?.({ currentPassword: current, newPassword: next }))
      current = next
    } else if (step % 3 === 0) {
      await change('register', `person${step}@example.com`, () =>
        auth['register']?.({ email: `person${step}@example.com`, password: 'some password' }),
      )
    } else if (step % 11 === 0) await change('logIn', '', () => auth['logIn']?.({ email, password: current }))
    else await change('displayName', `name ${step}`, () => auth['updatePreferences']?.({ displayName: `name ${step}` }))
  }
}

function recordReport(ledger: Ledger, { change, acknowledged }: Report): void {
  const { kind, value } = change
  ledger.step = Math.max(ledger.step, Number(/\d+/.exec(value)?.[0] ?? 0))
  if (kind === 'register' && acknowledged) ledger.registered.push(value)
  if (kind === 'displayName' || kind === 'password') ledger[kind] = acknowledged ? [value] : [...ledger[kind], value]
}

async function expectLedger({ auth }: Latchkey, ledger: Ledger): Promise<void> {
  const password = await firstValidPassword(auth, ledger.password)
  expect(password, `one of ${JSON.stringify(ledger.password)} must open the account`).toBeDefined()
  const { displayName } = valueOf(await auth.profile())
  expect(ledger.displayName).toContain(displayName)
  ledger.password = [password ?? '']
  ledger.displayName = [displayName]
  for (const email of ledger.registered.slice(-5)) {
    expect(await auth.register({ email, password: 'some password' })).toEqual({
      ok: false,
      error: { code: 'emailTaken' },
    })
  }
}

/**
 * Returns the newest password that logs in. The newest comes first, so that an old one is used only
 * if the newer change was lost.
 */
async function firstValidPassword(auth: Latchkey['auth'], passwords: string[]): Promise<string | undefined> {
  for (const password of [...passwords].reverse()) if ((await auth.logIn({ email: ana, password })).ok) return password
  return undefined
}

const newest = (values: string[]) => values.at(-1) ?? ''
