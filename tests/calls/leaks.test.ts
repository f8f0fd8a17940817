import { afterEach, beforeEach, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { authCalls, authError, type CallName, type Outcome } from '../../preload/contract'
import { createWorld, type World } from '../support/world'
import { ana, valueOf } from '../support/people'

let world: World
beforeEach(async () => (world = await createWorld()))
afterEach(() => world.close())

/** A run through every call, each answer checked against the contract and kept. */
async function wholeRun() {
  const replies: { name: CallName; outcome: Outcome<unknown> }[] = []
  const call = async (name: CallName, input?: unknown) => {
    const outcome = await (world.auth[name] as (input?: unknown) => Promise<Outcome<unknown>>)(input)
    const schema = outcome.ok ? authCalls[name].output : authError
    expect(z.safeParse(schema, outcome.ok ? outcome.value : outcome.error).error).toBeUndefined()
    replies.push({ name, outcome })
    return outcome
  }
  const newPassword = 'nuages sur la mer'
  await call('welcome')
  const { recoveryKey } = valueOf(await call('register', ana)) as { recoveryKey: string }
  await call('logIn', { ...ana, password: 'wr0ng guess' })
  await call('logIn', ana)
  for (const name of ['profile', 'restoreSession', 'confirmRecoveryKey'] as const) await call(name)
  await call('updatePreferences', { displayName: 'Ana' })
  await call('changePassword', { currentPassword: ana.password, newPassword })
  const renewed = valueOf(await call('renewRecoveryKey', { password: newPassword })) as { recoveryKey: string }
  await call('activity', {})
  const request = { email: ana.email, recoveryKey: renewed.recoveryKey }
  const { resetToken } = valueOf(await call('requestReset', request)) as { resetToken: string }
  const reset = valueOf(await call('resetPassword', { email: ana.email, resetToken, newPassword: ana.password }))
  await call('logIn', ana)
  await call('deleteAccount', { password: ana.password })
  const keys = [recoveryKey, renewed.recoveryKey, (reset as { recoveryKey: string }).recoveryKey]
  return { replies, secrets: [ana.password, newPassword, 'wr0ng guess', resetToken, ...keys] }
}

test('no reply holds a password, hash, session id or token that it does not exist to carry', async () => {
  const { replies, secrets } = await wholeRun()
  const carries: Partial<Record<CallName, string[]>> = {
    register: ['recoveryKey'],
    requestReset: ['resetToken'],
    resetPassword: ['recoveryKey'],
    renewRecoveryKey: ['recoveryKey'],
  }
  for (const { name, outcome } of replies) {
    const text = JSON.stringify(outcome, (key, value: unknown) => (carries[name]?.includes(key) ? 'carried' : value))
    for (const secret of secrets) expect(text).not.toContain(secret)
    expect(text).not.toMatch(/\$2[aby]\$|[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}-4/)
    expect(text).not.toMatch(/"[^"]*(hash|sessionId|salt|secret)[^"]*":/i)
  }
})

test('no secret in clear is in the data folder or in the log after a whole run', async () => {
  const { secrets } = await wholeRun()
  await world.store.close()
  const files = readdirSync(world.folder).map((name) => readFileSync(join(world.folder, name), 'latin1'))
  expect(files.length).toBeGreaterThan(0)
  for (const secret of secrets) {
    for (const file of files) expect(file.includes(secret)).toBe(false)
    expect(JSON.stringify(world.logged)).not.toContain(secret)
  }
})
