import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../support/world'
import { watchSession } from '../../main/shell/session-watch'
import { policy } from '../../main/policy'
import { StorageError } from '../../main/database/storage-error'

let world: World
beforeEach(async () => (world = await createWorld()))
afterEach(() => world.close())

function watch(accounts: Parameters<typeof watchSession>[0]['accounts'] = world.accounts) {
  const told: unknown[] = []
  const followed: boolean[] = []
  const look = watchSession({
    accounts,
    desktop: {
      tell: (channel, message) => void told.push([channel, message]),
      followSession: (held) => void followed.push(held),
    },
  })
  return { look, told, followed }
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
    expect(followed).toEqual([false, true])
    expect(told).toEqual([])
  })

  it('tells the page of a session that ran out, once', async () => {
    const { look, told, followed } = watch()
    await logIn()
    world.clock.advance(policy.sessionMs)
    look()
    look()
    expect(told).toEqual([['auth:sessionEnded', { reason: 'expired' }]])
    expect(followed).toEqual([false, false])
  })

  it('tells the page nothing of a log-out: it asked for it', async () => {
    const { look, told } = watch()
    await logIn()
    await world.auth.logOut()
    look()
    expect(told).toEqual([])
  })

  it('goes on when the store cannot say, and hides no bug', () => {
    const failing = (error: Error) => ({
      endIfOver: () => {
        throw error
      },
      deps: world.accounts.deps,
    })
    expect(watch(failing(new StorageError('io', 'test'))).look).not.toThrow()
    expect(watch(failing(new TypeError('a bug'))).look).toThrow('a bug')
  })
})
