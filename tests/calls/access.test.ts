import { afterEach, describe, expect, test } from 'vitest'
import { createDesktopCalls, type DesktopDeps } from '../../main/desktop/calls/desktop-calls'
import type { CallShape } from '../../preload/call-shape'
import { authCalls } from '../../preload/contract'
import type { Outcome } from '../../preload/errors'
import { desktopCalls } from '../../preload/desktop'
import { ana, loggedIn, registered } from '../support/people'
import { createWorld, type World } from '../support/world'
import { inputs } from './good-inputs'

/** Every call of both tables, at each level of access: the contract says whom it refuses, and it refuses them. */

type AnyCall = (input?: unknown) => Promise<Outcome<unknown>>
const table: [name: string, shape: CallShape][] = [
  ...Object.entries(authCalls).map(([name, shape]): [string, CallShape] => [`auth.${name}`, shape]),
  ...Object.entries(desktopCalls).map(([name, shape]): [string, CallShape] => [`desktop.${name}`, shape]),
]

let world: World
afterEach(() => world.close())

/** What the call answers: its error, `passed` where it came past the access, whatever it answered then. */
async function answerOf(name: string): Promise<string> {
  const [bridge, key = ''] = name.split('.')
  const desktop = createDesktopCalls(refusingDesktop, world.accounts.handler)
  const calls = (bridge === 'auth' ? world.accounts.calls : desktop) as unknown as Record<string, AnyCall>
  const outcome = await calls[key]?.(inputs[name])
  if (!outcome) throw new Error(`there is no call ${name}`)
  const code = outcome.ok ? 'passed' : outcome.error.code
  return ['notLoggedIn', 'locked', 'storage'].includes(code) ? code : 'passed'
}

/** Stands for what is behind the access of a desktop call: a call that gets there has passed. */
const refusingDesktop = new Proxy({} as DesktopDeps, {
  get: (_deps, part) => {
    // This one call answers `storage` itself, where the settings cannot be saved.
    if (part === 'settings') return { current: () => ({}), change: () => ({}) }
    return () => {
      throw new Error('behind the access')
    }
  },
})

describe.each(table)('%s', (name, { access }) => {
  const isFree = access.needs === 'nobody'

  test('while nobody is logged in', async () => {
    world = await createWorld()
    await registered(world.auth, ana)
    expect(await answerOf(name)).toBe(isFree ? 'passed' : 'notLoggedIn')
  })

  test('while the session is locked', async () => {
    world = await createWorld()
    await registered(world.auth, ana)
    await loggedIn(world.auth, ana)
    await world.auth.lock()
    expect(await answerOf(name)).toBe(access.whileLocked ? 'passed' : 'locked')
  })

  test('while nobody has an account', async () => {
    world = await createWorld()
    expect(await answerOf(name)).toBe(isFree || access.whileEmpty ? 'passed' : 'notLoggedIn')
  })

  test('while the store is broken', async () => {
    world = await createWorld()
    await registered(world.auth, ana)
    await world.store.close()
    expect(await answerOf(name)).toBe(access.whileBroken ? 'passed' : 'storage')
  })

  test('while somebody is logged in', async () => {
    world = await createWorld()
    await registered(world.auth, ana)
    await loggedIn(world.auth, ana)
    expect(await answerOf(name)).toBe('passed')
  })
})
