import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import * as z from 'zod/mini'
import { authCalls, type CallName } from '../../preload/contract'
import { authError } from '../../preload/errors'
import { desktopCalls, type DesktopCallName } from '../../preload/desktop'
import { ana, loggedIn, registered } from '../support/people'
import { mainSideOf } from './pages/main-side'
import { expect, test } from './fixtures'
import { fuzzBridges, type FuzzReply } from './hostile-values'

/** `npm run torture` sends 20,000 messages. */
const messages = Number(process.env['TORTURE_MESSAGES'] ?? 1000)
const batch = 500

/**
 * One valid input per call, which the generator corrupts. Log-out is left out, and so is every call
 * that opens a dialog or changes the window on success.
 */
const valid: Record<string, Record<string, unknown> | null> = {
  'auth.welcome': null,
  'auth.profile': null,
  'auth.restoreSession': null,
  'auth.register': { email: 'eve@example.com', password: 'password' },
  'auth.logIn': { email: 'nobody@example.com', password: 'x' },
  'auth.accounts': { search: 'a', after: 'a@x', limit: 5 },
  'auth.setRole': { id: 99, role: 'owner', password: 'x' },
  'auth.setAccountState': { id: 99, state: 'active', password: 'x' },
  'auth.removeAccount': { id: 99, password: 'x' },
  'auth.issueCode': { purpose: 'reset', id: 99, turnOffTwoFactor: true, password: 'x' },
  'auth.issuedCodes': null,
  'auth.revokeCode': { id: 99, password: 'x' },
  'auth.setRegistration': { mode: 'closed', password: 'x' },
  'auth.audit': { limit: 5 },
  'auth.requestReset': { email: ana.email, recoveryKey: '0000000000000000000000000' },
  'auth.resetPassword': { email: ana.email, resetToken: 'x', newPassword: 'nuages sur la mer' },
  'auth.changePassword': { currentPassword: 'x', newPassword: 'nuages sur la mer' },
  'auth.renewRecoveryKey': { password: 'x' },
  'auth.updatePreferences': { displayName: 'ana' },
  'auth.activity': { limit: 5 },
  'auth.deleteAccount': { password: 'x' },
  'desktop.settings': null,
  'desktop.storeNotice': null,
  'desktop.changeSettings': { zoomPercent: 100 },
  'desktop.copyRecoveryKey': { recoveryKey: 'no key' },
  'desktop.protectScreen': { on: false },
}

test.describe.configure({ timeout: 40_000 + messages * 30 })

test(`answers each of ${messages} hostile messages within 2 s with an outcome of the contract, and changes nothing`, async ({
  latchkey,
  launch,
}, info) => {
  // Each run has another seed. TORTURE_SEED, from the report, repeats a run.
  const seed = Number(process.env['TORTURE_SEED'] ?? Date.now() % 1_000_000)
  info.annotations.push({ type: 'TORTURE_SEED', description: String(seed) })
  await registered(latchkey.auth)
  await loggedIn(latchkey.auth)
  const before = await latchkey.auth.profile()

  const replies: FuzzReply[] = []
  for (let sent = 0; sent < messages; sent += batch) {
    const plan = { seed: seed + sent, count: Math.min(batch, messages - sent), inFlight: 25, valid }
    replies.push(...(await latchkey.page.evaluate(fuzzBridges, plan)))
  }

  expect(replies).toHaveLength(messages)
  expect(replies.filter((reply) => reply.ms > 2000)).toEqual([])
  expect(replies.filter((reply) => !matchesContract(reply))).toEqual([])
  const refusedByBridge = replies.filter((reply) => 'refusedByBridge' in reply)
  // Electron copies a message before the preload sees it, and throws if it cannot.
  for (const reply of refusedByBridge)
    expect('refusedByBridge' in reply && reply.refusedByBridge).toMatch(
      /recursion depth|could not be cloned|from a getter/,
    )

  expect(await latchkey.page.evaluate(() => Object.keys(Object.prototype))).toEqual([])
  expect((await latchkey.auth.profile()).ok).toBe(before.ok)
  await latchkey.close()
  const again = await launch({ dataFolder: latchkey.dataFolder })
  // The wrong passwords among the messages have earned a pause.
  await mainSideOf(again).advance(15 * 60_000)
  expect((await loggedIn(again.auth)).email).toBe(ana.email)
  await again.close()
  const users = execFileSync('sqlite3', [
    join(latchkey.dataFolder, 'accounts.db'),
    'SELECT email, display_name FROM users',
  ])
  expect(users.toString().trim()).toMatch(/^ana@example\.com\|/)
})

function matchesContract(reply: FuzzReply): boolean {
  if ('refusedByBridge' in reply) return true
  const { call, outcome } = reply
  const failed = z.strictObject({ ok: z.literal(false), error: authError })
  if (z.safeParse(failed, outcome).success) return !isUnexpected(outcome)
  return z.safeParse(z.strictObject({ ok: z.literal(true), value: outputOf(call) }), outcome).success
}

const isUnexpected = (outcome: unknown) => JSON.stringify(outcome).includes('"unexpected"')

function outputOf(call: string): z.core.$ZodType {
  const [bridge, name] = call.split('.')
  return bridge === 'auth' ? authCalls[name as CallName].output : desktopCalls[name as DesktopCallName].output
}
