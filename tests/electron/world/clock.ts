import type { Clock } from '../../../main/auth/clock'
import type { Timers } from '../../../main/desktop/lifecycle/timers'

/** Time that goes on by itself and can be helped along. */
export type TestClock = Clock & {
  /** Time passes: both clocks move, and what was waiting for it happens. */
  advance(ms: number): Promise<void>
  /** Somebody sets the computer's clock; the monotonic one knows nothing of it. */
  shiftWall(change: number): Promise<void>
  /** Whether a test has moved one of the two clocks: no test can move the monotonic one back. */
  isMoved(): boolean
}

type Waiting = { due: number; run: () => void; every: number | null }

/** A clock that starts `ahead` ms from now, and timers that follow it. */
export function createTestClock(ahead: number): { clock: TestClock; timers: Timers } {
  let passed = 0
  let setBy = ahead
  const waiting = new Set<Waiting>()
  const monotonic = () => performance.now() + passed

  function runDue(): void {
    for (const item of [...waiting].sort((a, b) => a.due - b.due)) {
      if (item.due > monotonic() || !waiting.has(item)) continue
      if (item.every === null) waiting.delete(item)
      else item.due = monotonic() + item.every
      item.run()
    }
  }

  function wait(ms: number, run: () => void, every: number | null): () => void {
    const item = { due: monotonic() + ms, run, every }
    waiting.add(item)
    return () => void waiting.delete(item)
  }

  setInterval(runDue, 20).unref()
  return {
    clock: {
      now: () => Math.round(Date.now() + passed + setBy),
      monotonic,
      advance: (ms) =>
        betweenTasks(() => {
          passed += ms
          runDue()
        }),
      shiftWall: (change) => betweenTasks(() => (setBy += change)),
      isMoved: () => passed !== 0 || setBy !== ahead,
    },
    timers: { after: (ms, run) => wait(ms, run, null), every: (ms, run) => wait(ms, run, ms) },
  }
}

/**
 * The debugger through which tests reach this process may run their code in the middle of a function of the app, where
 * time would stand still for anybody else.
 */
function betweenTasks(change: () => void): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => {
      change()
      resolve()
    })
  })
}
