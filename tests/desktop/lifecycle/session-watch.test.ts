import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../support/world'
import { watchSession } from '../../../main/desktop/lifecycle/session-watch'
import { policy } from '../../../main/policy'
import { StorageError } from '../../../main/database/engine/storage-error'

let world: World
beforeEach(async () => (world = await createWorld()))
afterEach(() => world.close())

function watch(accounts: Parameters<typeof watchSession>[0]['accounts'] = world.accounts) {
  const told: unknown[] = []
  const followed: string[] = []
  const { look, lock } = watchSession({
    accounts,
    desktop: {
      send: (channel, message) => void told.push([channel, message]),
      warnOfIdleness: (warning) => void told.push(['warning', warning]),
      followSession: (session) => void followed.push(session),
    },
  })
  return { look, lock, told, followed }
}

async function logIn() {
  const person = { email: 'camille@example.com', password: 'correct horse staple' }
  await world.auth.register(person)
  await world.auth.logIn(person)
}

describe('watching the session', () => {
  it('tells the menu whether somebody is logged in, and the page nothing', async () => {
    const { look, told, followed } = watch()
    look()
    await logIn()
    look()
    expect(followed).toEqual(['empty', 'here'])
    expect(told).toEqual([])
  })

  it('tells the page of a session that ran out, once', async () => {
    const { look, told, followed } = watch()
    await logIn()
    world.clock.advance(policy.sessionMs)
    look()
    look()
    expect(told).toEqual([['auth:sessionEnded', { reason: 'expired' }]])
    expect(followed).toEqual(['none', 'none'])
  })

  it('tells the page nothing of a log-out: it asked for it', async () => {
    const { look, told } = watch()
    await logIn()
    await world.auth.logOut()
    look()
    expect(told).toEqual([])
  })

  it('warns of idleness once, and again when the person was back', async () => {
    const { look, told } = watch()
    await logIn()
    world.clock.advance(14 * 60_000)
    look()
    look()
    const logOutAt = world.clock.now() + 60_000
    expect(told).toEqual([['warning', { logOutAt }]])
    await world.auth.reportActivity()
    look()
    world.clock.advance(14 * 60_000)
    look()
    expect(told).toHaveLength(2)
  })

  it('ends the session of a computer that slept through the limit, without a warning', async () => {
    const { look, told } = watch()
    await logIn()
    world.clock.shiftWall(12 * 3_600_000)
    look()
    expect(told).toEqual([['auth:sessionEnded', { reason: 'idle' }]])
  })

  it('locks with the system, tells page and menu, and only once', async () => {
    const { lock, told, followed } = watch()
    lock()
    await logIn()
    lock()
    lock()
    expect(told).toEqual([['auth:sessionEnded', { reason: 'locked' }]])
    expect(followed).toEqual(['empty', 'locked', 'locked'])
  })

  it('does not lock with the system who does not want that', async () => {
    const { lock, told, followed } = watch()
    await logIn()
    await world.auth.updatePreferences({ preferences: { lockWithSystem: false } })
    lock()
    expect(told).toEqual([])
    expect(followed).toEqual(['here'])
  })

  it('goes on when the store cannot answer, and hides no bug', () => {
    const failing = (error: Error) => ({
      ...world.accounts,
      endIfExpired: () => {
        throw error
      },
    })
    expect(watch(failing(new StorageError('io', 'test'))).look).not.toThrow()
    expect(watch(failing(new TypeError('a bug'))).look).toThrow('a bug')
  })
})
