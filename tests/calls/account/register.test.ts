import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWorld, type World } from '../../support/world'
import { ana, errorOf, loggedIn, registered, valueOf } from '../../support/people'

let world: World
beforeEach(async () => (world = await createWorld()))
afterEach(() => world.close())

const register = (email: string, password = ana.password) => world.auth.register({ email, password })

test('trims, lower-cases and composes an email', async () => {
  expect(valueOf(await register('  Zoe\u0301@Example.COM ')).email).toBe('zo\u00e9@example.com')
  expect(errorOf(await register('ZO\u00c9@example.com'))).toEqual({ code: 'emailTaken' })
})

test('accepts an email of the form local@host', async () => {
  expect(valueOf(await register('name@host')).email).toBe('name@host')
})

test.each([
  ['', 'required'],
  ['   ', 'required'],
  ['name', 'malformed'],
  ['@host', 'malformed'],
  ['name@', 'malformed'],
  ['a b@host', 'malformed'],
  ['a@b@host', 'malformed'],
  ['a\0b@host', 'malformed'],
  ['a\u200bb@host', 'malformed'],
  ['a\u202eb@host', 'malformed'],
  ['a\ud800b@host', 'malformed'],
  [`${'a'.repeat(246)}@host`, 'tooLong'],
  [`${'a'.repeat(10_000_000)}@host`, 'tooLong'],
] as const)('refuses the email %j as %s and creates nothing', async (email, error) => {
  expect(errorOf(await register(email))).toEqual({ code: 'invalidInput', fields: { email: error } })
  expect(valueOf(await world.auth.welcome()).hasAccounts).toBe(false)
})

test('accepts an email of 250 characters', async () => {
  expect((await register(`${'a'.repeat(245)}@host`)).ok).toBe(true)
})

test.each([
  ['', { code: 'invalidInput', fields: { password: 'required' } }],
  ['tart\0e aux', { code: 'invalidInput', fields: { password: 'malformed' } }],
  ['tarte\ud800 aux', { code: 'invalidInput', fields: { password: 'malformed' } }],
  ['seven c', { code: 'weakPassword', reason: 'tooShort' }],
  ['x'.repeat(73), { code: 'weakPassword', reason: 'tooLong' }],
  ['password1', { code: 'weakPassword', reason: 'common' }],
  ['ANA@example.com', { code: 'weakPassword', reason: 'containsEmail' }],
])('refuses the password %j', async (password, error) => {
  expect(errorOf(await register(ana.email, password))).toEqual(error)
  expect(valueOf(await world.auth.welcome()).hasAccounts).toBe(false)
})

test('treats SQL in an email as plain text', async () => {
  const email = "'or1=1;drop/**/table/**/users--@host"
  expect((await register(email)).ok).toBe(true)
  expect(valueOf(await world.auth.logIn({ email, password: ana.password })).email).toBe(email)
})

test('of two simultaneous registrations of one email, one succeeds', async () => {
  const both = await Promise.all([register('eve@host'), register('EVE@host')])
  expect(both.filter((outcome) => outcome.ok)).toHaveLength(1)
  expect(both.filter((outcome) => !outcome.ok).map(errorOf)).toEqual([{ code: 'emailTaken' }])
})

test('accepts a password of ten years ago, and never asks for a new one', async () => {
  await registered(world.auth)
  const { passwordChangedAt } = await loggedIn(world.auth)
  world.clock.advance(10 * 365 * 24 * 3_600_000)
  expect((await loggedIn(world.auth)).passwordChangedAt).toBe(passwordChangedAt)
  expect((await world.auth.activity({})).ok).toBe(true)
})

test('does not open a session', async () => {
  await registered(world.auth)
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
})

describe('the recovery key', () => {
  test('is unconfirmed until it is confirmed', async () => {
    await registered(world.auth)
    expect((await loggedIn(world.auth)).recoveryKey.confirmed).toBe(false)
    expect(await world.auth.confirmRecoveryKey()).toEqual({ ok: true, value: { recoveryKeyConfirmed: true } })
    expect(valueOf(await world.auth.profile()).recoveryKey).toEqual({ createdAt: world.clock.now(), confirmed: true })
  })

  test('does not exist for an account that another program wrote, and cannot be confirmed', async () => {
    const hash = await world.accounts.deps.secrets.hasher.hash('b4l0u', 4)
    world.accounts.deps.tables.users.addUser('bob@holberton.io', hash)
    const profile = await loggedIn(world.auth, { email: 'bob@holberton.io', password: 'b4l0u' })
    expect(profile.recoveryKey).toEqual({ createdAt: null, confirmed: false })
    expect(errorOf(await world.auth.confirmRecoveryKey())).toEqual({ code: 'invalidRecoveryKey' })
  })
})
