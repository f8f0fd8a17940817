import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../support/world'
import { watchSession } from '../../../main/desktop/lifecycle/session-watch'
import { policy } from '../../../main/policy'
import { StorageError } from '../../../main/database/engine/storage-error'

let world: World
beforeEach(async () => (world = await createWorld()))
afterEach(() => world.close())

function watch(accounts: Parameters<typeof watchSession>[0]['accounts'] = world.accounts) {
  const sent: unknown[] = []
  const presences: string[] = []
  const { check, lock } = watchSession({
    accounts,
    desktop: {
      send: (channel, message) => void sent.push([channel, message]),
      warnOfIdleness: (warning) => void sent.push(['warning', warning]),
      updateSessionPresence: (session) => void presences.push(session),
    },
  })
  return { check, lock, sent, presences }
}

async function logIn() {
  const person = { email: 'camille@example.com', password: 'correct horse staple' }
  await world.auth.register(person)
  await world.auth.logIn(person)
}

describe('watching the session', () => {
  it('updates the menu on log-in and sends the page nothing', async () => {
    const { check, sent, presences } = watch()
    check()
    await logIn()
    check()
    expect(presences).toEqual(['empty', 'owner'])
    expect(sent).toEqual([])
  })

  it('tells the page once that the session expired', async () => {
    const { check, sent, presences } = watch()
    await logIn()
    world.clock.advance(policy.sessionMs)
    check()
    check()
    expect(sent).toEqual([['auth:sessionEnded', { reason: 'expired' }]])
    expect(presences).toEqual(['none', 'none'])
  })

  it('sends nothing on a log-out, which the page itself requested', async () => {
    const { check, sent } = watch()
    await logIn()
    await world.auth.logOut()
    check()
    expect(sent).toEqual([])
  })

  it('warns of idleness once, and again after new activity', async () => {
    const { check, sent } = watch()
    await logIn()
    world.clock.advance(14 * 60_000)
    check()
    check()
    const logOutAt = world.clock.now() + 60_000
    expect(sent).toEqual([['warning', { logOutAt }]])
    await world.auth.reportActivity()
    check()
    world.clock.advance(14 * 60_000)
    check()
    expect(sent).toHaveLength(2)
  })

  it('ends the session without a warning if the computer slept past the idle limit', async () => {
    const { check, sent } = watch()
    await logIn()
    world.clock.shiftWall(12 * 3_600_000)
    check()
    expect(sent).toEqual([['auth:sessionEnded', { reason: 'idle' }]])
  })

  it('locks with the system once, and updates the page and the menu', async () => {
    const { lock, sent, presences } = watch()
    lock()
    await logIn()
    lock()
    lock()
    expect(sent).toEqual([['auth:sessionEnded', { reason: 'locked' }]])
    expect(presences).toEqual(['empty', 'locked', 'locked'])
  })

  it('does not lock with the system if the user turned that off', async () => {
    const { lock, sent, presences } = watch()
    await logIn()
    await world.auth.updatePreferences({ preferences: { lockWithSystem: false } })
    lock()
    expect(sent).toEqual([])
    expect(presences).toEqual(['owner'])
  })

  it('ignores storage errors but throws other errors', () => {
    const failing = (error: Error) => ({
      ...world.accounts,
      endIfExpired: () => {
        throw error
      },
    })
    expect(watch(failing(new StorageError('io', 'test'))).check).not.toThrow()
    expect(watch(failing(new TypeError('a bug'))).check).toThrow('a bug')
  })
})
