import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { authCalls, type CallName } from '../../preload/contract'
import { authError } from '../../preload/errors'
import * as z from 'zod/mini'
import { createWorld, type World } from '../support/world'
import { ana, loggedIn, registered, valueOf } from '../support/people'

let world: World
beforeEach(async () => {
  world = await createWorld()
  await registered(world.auth)
  await loggedIn(world.auth)
})
afterEach(() => world.close())

const validInputs: Partial<Record<CallName, Record<string, unknown>>> = {
  register: { email: 'eve@example.com', password: 'tarte aux pommes' },
  logIn: { email: 'nobody@example.com', password: 'x' },
  requestReset: { email: ana.email, recoveryKey: '0000000000000000000000000' },
  resetPassword: { email: ana.email, resetToken: 'x', newPassword: 'nuages sur la mer' },
  changePassword: { currentPassword: 'x', newPassword: 'nuages sur la mer' },
  renewRecoveryKey: { password: 'x' },
  openSealed: { formerPassword: 'x', newPassword: 'nuages sur la mer' },
  startAfresh: { password: 'x' },
  updatePreferences: { displayName: 'Eve' },
  activity: { limit: 5 },
  deleteAccount: { password: 'x' },
  unlock: { password: 'x' },
  beginTwoFactor: { password: 'x' },
  confirmTwoFactor: { code: '123456' },
  turnOffTwoFactor: { password: 'x', code: '123456' },
  renewBackupCodes: { password: 'x', code: '123456' },
  accounts: { search: 'a', after: 'a@x', limit: 5 },
  setRole: { id: 99, role: 'owner', password: 'x' },
  setAccountState: { id: 99, state: 'active', password: 'x' },
  removeAccount: { id: 99, password: 'x' },
  issueCode: { purpose: 'reset', id: 99, turnOffTwoFactor: true, password: 'x' },
  revokeCode: { id: 99, password: 'x' },
  setRegistration: { mode: 'closed', password: 'x' },
  audit: { before: 5, limit: 5 },
}
const names = Object.keys(authCalls) as CallName[]
const withInput = names.filter((name) => validInputs[name])

const cyclic: Record<string, unknown> = {}
cyclic['self'] = cyclic
const deep = JSON.parse(`${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`) as unknown
const notObjects = [
  undefined,
  null,
  0,
  1,
  Number.NaN,
  true,
  '',
  'x',
  [],
  [1],
  new Date(),
  new Uint8Array(8),
  10n,
  () => 1,
  Symbol('x'),
]
const wrongValues = [
  undefined,
  null,
  0,
  -1,
  1.5,
  Number.NaN,
  true,
  [],
  {},
  new Date(),
  new Map(),
  cyclic,
  deep,
  'x\0y',
  '',
  'y'.repeat(10_000_000),
  "' OR 1=1 --",
  '\u202e',
  '\ud800',
]

const call = (name: CallName, input: unknown) =>
  (world.auth[name] as (input: unknown) => Promise<{ ok: boolean; error?: unknown }>)(input)
const without = (input: Record<string, unknown>, field: string) =>
  Object.fromEntries(Object.entries(input).filter(([key]) => key !== field))
const contents = () =>
  JSON.stringify(['users', 'events'].map((table) => world.store.all(`SELECT * FROM ${table} ORDER BY id`)))

test.each(withInput)('%s refuses an input that is not an object', async (name) => {
  const before = contents()
  for (const input of notObjects) {
    const outcome = await call(name, input)
    expect(outcome.error).toEqual(expect.objectContaining({ code: 'invalidInput' }))
  }
  expect(contents()).toBe(before)
})

describe.each(withInput)('%s', (name) => {
  test('returns only declared errors for fields that are missing, wrong, hostile or far too long', async () => {
    for (const field of Object.keys(validInputs[name] ?? {})) {
      for (const value of wrongValues) {
        const outcome = await call(name, { ...validInputs[name], [field]: value })
        expect(outcome.ok || z.safeParse(authError, outcome.error).success).toBe(true)
      }
      const missing = await call(name, without(validInputs[name] ?? {}, field))
      if (!['activity', 'updatePreferences', 'accounts', 'audit'].includes(name)) {
        expect(missing.error).toEqual({ code: 'invalidInput', fields: { [field]: 'required' } })
      }
    }
  })

  test.each(['extra', 'userId', 'isAdmin', 'hashedPassword', 'constructor', '__proto__', 'x'.repeat(1_000_000)])(
    'refuses the extra key %.20s and changes nothing',
    async (key) => {
      const before = contents()
      const input: unknown = JSON.parse(JSON.stringify(validInputs[name]).replace('{', `{${JSON.stringify(key)}:1,`))
      const outcome = await call(name, input)
      expect(outcome.error).toEqual({
        code: 'invalidInput',
        fields: Object.fromEntries([[key.length > 64 ? '' : key, 'malformed']]),
      })
      expect(JSON.stringify(outcome)).not.toContain('xxxx')
      expect(contents()).toBe(before)
    },
  )
})

test('calls without input refuse one, and calls without a session return notLoggedIn', async () => {
  for (const name of names.filter((known) => !validInputs[known])) {
    const outcome = await call(name, { surprise: true })
    expect(outcome.error).toEqual({ code: 'invalidInput', fields: { '': 'malformed' } })
  }
  valueOf(await world.auth.logOut())
  for (const name of ['profile', 'logOut', 'confirmRecoveryKey'] as const) {
    expect((await call(name, undefined)).error).toEqual({ code: 'notLoggedIn', reason: 'none' })
  }
  for (const name of [
    'changePassword',
    'renewRecoveryKey',
    'openSealed',
    'startAfresh',
    'deleteAccount',
    'activity',
    'updatePreferences',
    'beginTwoFactor',
    'confirmTwoFactor',
    'turnOffTwoFactor',
    'renewBackupCodes',
  ] as const) {
    expect((await call(name, validInputs[name])).error).toEqual({ code: 'notLoggedIn', reason: 'none' })
  }
})

test('does not pollute Object.prototype', async () => {
  for (const name of withInput)
    await call(name, JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'))
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('an explicit undefined in an optional field is malformed', async () => {
  const outcome = await call('logIn', { email: 'a@b', password: 'x', remember: undefined })
  expect(outcome.error).toEqual({ code: 'invalidInput', fields: { remember: 'malformed' } })
})

test('no typed text reaches the log', () => {
  expect(JSON.stringify(world.logged)).not.toMatch(/yyyy|OR 1=1/)
})
