import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWorld, type World } from '../../support/world'
import { watchedRandom } from '../../support/watched-random'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../../support/people'

const hour = 3_600_000
const expired = { code: 'notLoggedIn', reason: 'expired' }

let world: World
let uuids: string[]
beforeEach(async () => {
  const recordedRandom = watchedRandom()
  uuids = recordedRandom.uuids
  world = await createWorld({ random: recordedRandom.random })
  await registered(world.auth)
  // Idleness has its own tests: tests/calls/session/idle-and-lock.test.ts.
  world.accounts.deps.tables.users.updateUser(1, { idleMinutes: null })
})
afterEach(() => world.close())

test('lasts 24 hours after log-in, however often it is used', async () => {
  const { session } = await loggedIn(world.auth)
  expect(session.expiresAt - session.startedAt).toBe(24 * hour)
  for (let hours = 0; hours < 23; hours += 1) {
    world.clock.advance(hour)
    expect((await world.auth.profile()).ok).toBe(true)
  }
  world.clock.advance(hour)
  expect(errorOf(await world.auth.profile())).toEqual(expired)
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
})

test('ends by the wall clock alone: the computer slept', async () => {
  await loggedIn(world.auth)
  world.clock.shiftWall(24 * hour)
  expect(errorOf(await world.auth.profile())).toEqual(expired)
})

test('ends by the monotonic clock alone: the wall clock was set back in small steps', async () => {
  await loggedIn(world.auth)
  for (let minutes = 0; minutes < 24 * 60; minutes += 1) {
    world.clock.advance(60_000)
    world.clock.shiftWall(-50_000)
    if (minutes < 24 * 60 - 1) expect((await world.auth.profile()).ok).toBe(true)
  }
  expect(errorOf(await world.auth.profile())).toEqual(expired)
})

test('ends when the clock is set back by more than a minute', async () => {
  await loggedIn(world.auth)
  world.clock.shiftWall(-60_000)
  expect((await world.auth.profile()).ok).toBe(true)
  world.clock.shiftWall(-1)
  expect(errorOf(await world.auth.profile())).toEqual(expired)
})

test('the main process reports the expiry once, and logs it in the activity', async () => {
  await loggedIn(world.auth)
  const received: unknown[] = []
  const stop = world.auth.onSessionEnded((event) => received.push(event))
  expect(world.tick()).toBeNull()
  world.clock.advance(24 * hour)
  world.tick()
  world.tick()
  expect(received).toEqual([{ reason: 'expired' }])
  stop()
  await loggedIn(world.auth)
  const { entries } = valueOf(await world.auth.activity({}))
  expect(entries.map((entry) => entry.event)).toEqual(['loggedIn', 'sessionExpired', 'loggedIn', 'registered'])
})

test('gets a new id at each log-in, and the database contains only its SHA-256', async () => {
  const { current } = world.accounts.deps.session
  const ids: string[] = []
  for (let logIns = 0; logIns < 2; logIns += 1) {
    await loggedIn(world.auth)
    const currentIds = uuids.filter((uuid) => current.is(uuid))
    expect(currentIds).toHaveLength(1)
    ids.push(...currentIds)
    for (const place of [everyRow(), everyFile()]) {
      for (const id of currentIds) expect(place).toContain(createHash('sha256').update(id).digest('hex'))
      for (const id of ids) expect(place).not.toContain(id)
    }
  }
  expect(ids[0]).not.toBe(ids[1])
  // Closing rewrites the snapshot.
  await world.store.close()
  for (const id of ids) expect(everyFile()).not.toContain(id)
})

function everyRow(): string {
  const tables = world.store.all("SELECT name FROM sqlite_master WHERE type = 'table'").flat()
  return JSON.stringify(tables.map((table) => world.store.all(`SELECT * FROM "${String(table)}"`)))
}

function everyFile(): string {
  return readdirSync(world.folder)
    .map((name) => readFileSync(join(world.folder, name), 'latin1'))
    .join('\n')
}

test("another user's log-in ends the session of the window; a refused log-in changes nothing", async () => {
  await registered(world.auth, bob)
  await loggedIn(world.auth)
  expect(errorOf(await world.auth.logIn({ ...bob, password: 'wrong' })).code).toBe('wrongCredentials')
  expect(valueOf(await world.auth.profile()).email).toBe(ana.email)
  await loggedIn(world.auth, bob)
  expect(valueOf(await world.auth.profile()).email).toBe(bob.email)
  expect(world.accounts.deps.auth.find({ email: ana.email })?.sessionId).toBeNull()
})

test('restoreSession returns the current session, so that a reloaded page stays logged in', async () => {
  expect(valueOf(await world.auth.restoreSession())).toBeNull()
  await loggedIn(world.auth)
  expect(valueOf(await world.auth.restoreSession())?.email).toBe(ana.email)
})

test('ends when the account is removed', async () => {
  await loggedIn(world.auth)
  world.accounts.deps.tables.users.removeUser(1)
  expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'gone' })
})

describe('a change of password', () => {
  beforeEach(() => loggedIn(world.auth))
  const change = (currentPassword: string, newPassword: string) =>
    world.auth.changePassword({ currentPassword, newPassword })

  test('continues the session under a new id, with the same limit', async () => {
    const before = world.accounts.deps.auth.find({ email: ana.email })
    world.clock.advance(hour)
    expect(valueOf(await change(ana.password, 'nuages sur la mer'))).toEqual({ message: 'Password updated' })
    const after = world.accounts.deps.auth.find({ email: ana.email })
    expect(after?.sessionId).not.toBe(before?.sessionId)
    expect(valueOf(await world.auth.profile())).toMatchObject({
      passwordChangedAt: world.clock.now(),
      session: { startedAt: before?.sessionStartedAt, expiresAt: before?.sessionExpiresAt },
    })
    expect(errorOf(await world.auth.logIn(ana)).code).toBe('wrongCredentials')
    expect((await world.auth.logIn({ ...ana, password: 'nuages sur la mer' })).ok).toBe(true)
  })

  test('refuses a wrong current password, and logs the refusal', async () => {
    expect(errorOf(await change('wrong', 'nuages sur la mer'))).toEqual({ code: 'wrongCredentials' })
    const [latest] = valueOf(await world.auth.activity({ limit: 1 })).entries
    expect(latest).toMatchObject({ event: 'passwordChanged', outcome: 'refused' })
  })

  test('checks the new password before the current one', async () => {
    const weak = [
      ['seven c', 'tooShort'],
      [ana.password, 'same'],
      ['password', 'common'],
      [ana.email, 'containsEmail'],
    ] as const
    for (const [password, reason] of weak) {
      expect(errorOf(await change(ana.password, password))).toEqual({ code: 'weakPassword', reason })
    }
    expect(world.work.comparisons).toBe(1)
  })

  test('consumes no attempt if the password is right and the queue is full', async () => {
    const { hasher } = world.accounts.deps.secrets
    const compare = hasher.compare.bind(hasher)
    let full = false
    world.accounts.deps.secrets.hasher.isFull = () => full
    hasher.compare = async (password, hash) => {
      const same = await compare(password, hash)
      full = true
      return same
    }
    for (let tries = 0; tries < 8; tries += 1) {
      full = false
      const refused = errorOf(await change(ana.password, 'nuages sur la mer'))
      expect(refused).toEqual({ code: 'tooManyAttempts', retryAt: world.clock.now() + 5000 })
    }
  })

  test('of two simultaneous changes only one succeeds', async () => {
    const both = await Promise.all([
      change(ana.password, 'nuages sur la mer'),
      change(ana.password, 'pluie sur le lac'),
    ])
    expect(both.filter((outcome) => outcome.ok)).toHaveLength(1)
  })
})

describe('deleting the account', () => {
  beforeEach(() => loggedIn(world.auth))

  test('requires the password', async () => {
    expect(errorOf(await world.auth.deleteAccount({ password: 'wrong' }))).toEqual({ code: 'wrongCredentials' })
    expect((await world.auth.profile()).ok).toBe(true)
  })

  test('removes all of its data, and never reuses its id', async () => {
    expect(valueOf(await world.auth.deleteAccount({ password: ana.password }))).toEqual({ message: 'account deleted' })
    expect(errorOf(await world.auth.profile())).toEqual({ code: 'notLoggedIn', reason: 'none' })
    for (const table of ['users', 'events', 'attempts']) {
      expect(world.store.all(`SELECT * FROM ${table} WHERE ${table === 'users' ? 'id' : 'user_id'} = 1`)).toEqual([])
    }
    await registered(world.auth)
    expect(world.accounts.deps.auth.find({ email: ana.email })?.id).toBe(2)
    await loggedIn(world.auth)
    expect(valueOf(await world.auth.activity({})).entries.map((entry) => entry.event)).toEqual([
      'loggedIn',
      'registered',
    ])
  })

  test('of two simultaneous deletions only one succeeds', async () => {
    const { password } = ana
    const both = await Promise.all([world.auth.deleteAccount({ password }), world.auth.deleteAccount({ password })])
    expect(both.filter((outcome) => outcome.ok)).toHaveLength(1)
  })
})

test('the display name is the local part of the email until it is changed', async () => {
  expect((await loggedIn(world.auth)).displayName).toBe('ana')
  expect(valueOf(await world.auth.updatePreferences({ displayName: '  Ana Lúcia 👩‍🚀 ' })).displayName).toBe(
    'Ana Lúcia 👩‍🚀',
  )
  expect(valueOf(await world.auth.updatePreferences({})).displayName).toBe('Ana Lúcia 👩‍🚀')
  expect(errorOf(await world.auth.updatePreferences({ displayName: ' ' }))).toEqual({
    code: 'invalidInput',
    fields: { displayName: 'required' },
  })
  expect((await world.auth.updatePreferences({ displayName: '🦊'.repeat(80) })).ok).toBe(true)
  expect(errorOf(await world.auth.updatePreferences({ displayName: '🦊'.repeat(81) }))).toEqual({
    code: 'invalidInput',
    fields: { displayName: 'tooLong' },
  })
})

describe('activity', () => {
  test('lists only the own entries, newest first, one page at a time', async () => {
    await registered(world.auth, bob)
    for (let rounds = 0; rounds < 30; rounds += 1) await loggedIn(world.auth)
    const first = valueOf(await world.auth.activity({}))
    expect(first.entries).toHaveLength(20)
    const rest = valueOf(await world.auth.activity({ before: first.next ?? 0, limit: 100 }))
    expect(rest.entries).toHaveLength(11)
    expect(rest.next).toBeNull()
    const ids = [...first.entries, ...rest.entries].map((entry) => entry.id)
    expect(ids).toEqual([...ids].sort((one, other) => other - one))
    await loggedIn(world.auth, bob)
    expect(valueOf(await world.auth.activity({})).entries.map((entry) => entry.event)).toEqual([
      'loggedIn',
      'registered',
    ])
  })

  test.each([{ limit: 0 }, { limit: 101 }, { limit: 1.5 }, { limit: '5' }, { before: -1 }, { before: Number.NaN }])(
    'refuses %j as malformed',
    async (input) => {
      await loggedIn(world.auth)
      const fields = { [Object.keys(input)[0] ?? '']: 'malformed' }
      expect(errorOf(await world.auth.activity(input as never))).toEqual({ code: 'invalidInput', fields })
    },
  )

  test('does not age when the clock is set forward', async () => {
    await loggedIn(world.auth)
    world.clock.shiftWall(91 * 24 * hour)
    await world.accounts.housekeeping()
    world.clock.shiftWall(-91 * 24 * hour)
    await loggedIn(world.auth)
    expect(valueOf(await world.auth.activity({})).entries.length).toBeGreaterThanOrEqual(3)
  })

  test('is kept for 90 days', async () => {
    world.clock.advance(90 * 24 * hour + 1)
    await loggedIn(world.auth)
    await world.accounts.housekeeping()
    expect(valueOf(await world.auth.activity({})).entries.map((entry) => entry.event)).toEqual(['loggedIn'])
  })
})
