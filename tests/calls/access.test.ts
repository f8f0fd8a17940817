import { afterEach, describe, expect, test } from 'vitest'
import { createDesktopCalls } from '../../main/desktop/calls/desktop-calls'
import type { DesktopDeps } from '../../main/desktop/calls/desktop-deps'
import type { CallShape } from '../../preload/call-shape'
import { authCalls } from '../../preload/contract'
import type { Outcome } from '../../preload/errors'
import { desktopCalls } from '../../preload/desktop'
import { ana, bob, loggedIn, registered } from '../support/people'
import { createWorld, type World } from '../support/world'
import { inputs } from './good-inputs'

/** Every call of both tables enforces the access that the contract declares. */

type AnyCall = (input?: unknown) => Promise<Outcome<unknown>>
const table: [name: string, shape: CallShape][] = [
  ...Object.entries(authCalls).map(([name, shape]): [string, CallShape] => [`auth.${name}`, shape]),
  ...Object.entries(desktopCalls).map(([name, shape]): [string, CallShape] => [`desktop.${name}`, shape]),
]

let world: World
afterEach(() => world.close())

/** The access error of the call, or `passed` if the call got past its access check. */
async function accessResult(name: string): Promise<string> {
  const [bridge, key = ''] = name.split('.')
  const desktop = createDesktopCalls(throwingDesktop, world.accounts.handler)
  const calls = (bridge === 'auth' ? world.accounts.calls : desktop) as unknown as Record<string, AnyCall>
  const outcome = await calls[key]?.(inputs[name])
  if (!outcome) throw new Error(`there is no call ${name}`)
  const code = outcome.ok ? 'passed' : outcome.error.code
  return ['notLoggedIn', 'notAllowed', 'locked', 'storage'].includes(code) ? code : 'passed'
}

/** Dependencies that throw when used: a desktop call that reaches them has passed. */
const throwingDesktop = new Proxy({} as DesktopDeps, {
  get: (_deps, part) => {
    // This call returns `storage` itself if the settings cannot be saved.
    if (part === 'settings') return { current: () => ({}), change: () => ({}) }
    return () => {
      throw new Error('past the access check')
    }
  },
})

describe.each(table)('%s enforces its declared access', (name, { access }) => {
  const isPublic = access.needs === 'nobody'

  test('without a session', async () => {
    world = await createWorld()
    await registered(world.auth, ana)
    expect(await accessResult(name)).toBe(isPublic ? 'passed' : 'notLoggedIn')
  })

  test('while the session is locked', async () => {
    world = await createWorld()
    await registered(world.auth, ana)
    await loggedIn(world.auth, ana)
    await world.auth.lock()
    expect(await accessResult(name)).toBe(access.whileLocked ? 'passed' : 'locked')
  })

  test('without any account', async () => {
    world = await createWorld()
    expect(await accessResult(name)).toBe(isPublic || access.whileEmpty ? 'passed' : 'notLoggedIn')
  })

  test('while the store is broken', async () => {
    world = await createWorld()
    await registered(world.auth, ana)
    await world.store.close()
    expect(await accessResult(name)).toBe(access.whileBroken ? 'passed' : 'storage')
  })

  test('with the session of an owner', async () => {
    world = await createWorld()
    await registered(world.auth, ana)
    await loggedIn(world.auth, ana)
    expect(await accessResult(name)).toBe('passed')
  })

  test('with the session of a member', async () => {
    world = await createWorld()
    await registered(world.auth, bob)
    await registered(world.auth, ana)
    await loggedIn(world.auth, ana)
    expect(await accessResult(name)).toBe(access.needs === 'owner' ? 'notAllowed' : 'passed')
  })
})
