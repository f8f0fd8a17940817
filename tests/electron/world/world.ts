import { createTestClock, type TestClock } from './clock'
import { watchCalls, type CallWatch } from './calls'
import { fakeDesktop, type FakeDesktop } from './desktop'
import { fakeKeyStore, type FakeKeyStore } from './key-store'
import type { Timers } from '../../../main/desktop/lifecycle/timers'

/** What a test can reach in the main process, as `globalThis.latchkeyTest`, through `app.evaluate`. */
export type TestWorld = {
  clock: TestClock
  timers: Timers
  calls: CallWatch
  desktop: FakeDesktop
  keyStore: FakeKeyStore
  /** Puts back all of this that can be put back: not the clock. */
  putBack: () => void
}

declare global {
  // `var` is the one way to declare a global.
  var latchkeyTest: TestWorld
}

/** Must run before `start`: it stands between Electron and the app. */
export function createTestWorld(clockAhead: number): TestWorld {
  const world = { calls: watchCalls(), desktop: fakeDesktop(), keyStore: fakeKeyStore() }
  const { state } = world.keyStore
  const putBack = () => {
    world.calls.putBack()
    world.desktop.putBack()
    world.keyStore.state = state
  }
  return { ...createTestClock(clockAhead), ...world, putBack }
}
