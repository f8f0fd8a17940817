import { createTestClock, type TestClock } from './clock'
import { recordCalls, type CallRecorder } from './calls'
import { fakeDesktop, type FakeDesktop } from './desktop'
import { fakeKeyStore, type FakeKeyStore } from './key-store'
import type { Timers } from '../../../main/desktop/lifecycle/timers'

/**
 * What a test can control in the main process: `globalThis.latchkeyTest`, through `app.evaluate`.
 */
export type TestWorld = {
  clock: TestClock
  timers: Timers
  calls: CallRecorder
  desktop: FakeDesktop
  keyStore: FakeKeyStore
  /** Resets everything except the clock, which cannot go back. */
  reset: () => void
}

declare global {
  // TypeScript declares globals with `var` only.
  var latchkeyTest: TestWorld
}

/** Must run before `start`, because it replaces functions of Electron that the app uses. */
export function createTestWorld(clockAhead: number): TestWorld {
  const world = { calls: recordCalls(), desktop: fakeDesktop(), keyStore: fakeKeyStore() }
  const { state } = world.keyStore
  const reset = () => {
    world.calls.reset()
    world.desktop.reset()
    world.keyStore.state = state
  }
  return { ...createTestClock(clockAhead), ...world, reset }
}
