import type { Clock } from '../../../main/auth/clock'
import type { Timers } from '../../../main/desktop/lifecycle/timers'

/** A clock that runs and can also be moved forward. */
export type TestClock = Clock & {
  /** Moves both clocks forward, and runs every timer that is due then. */
  advance(ms: number): Promise<void>
  /** Changes the wall clock only, as a person does who sets the computer's clock. */
  shiftWallClock(change: number): Promise<void>
  /** Whether a test has moved one of the two clocks. The monotonic one can never be moved back. */
  isMoved(): boolean
}

type ScheduledTimer = { due: number; run: () => void; every: number | null }

/** Creates a clock that starts `ahead` ms from now, and timers that follow it. */
export function createTestClock(ahead: number): { clock: TestClock; timers: Timers } {
  let advancedMs = 0
  let wallOffsetMs = ahead
  const scheduled = new Set<ScheduledTimer>()
  const monotonic = () => performance.now() + advancedMs

  function runDue(): void {
    for (const timer of [...scheduled].sort((a, b) => a.due - b.due)) {
      if (timer.due > monotonic() || !scheduled.has(timer)) continue
      if (timer.every === null) scheduled.delete(timer)
      else timer.due = monotonic() + timer.every
      timer.run()
    }
  }

  function schedule(ms: number, run: () => void, every: number | null): () => void {
    const timer = { due: monotonic() + ms, run, every }
    scheduled.add(timer)
    return () => void scheduled.delete(timer)
  }

  setInterval(runDue, 20).unref()
  return {
    clock: {
      now: () => Math.round(Date.now() + advancedMs + wallOffsetMs),
      monotonic,
      advance: (ms) =>
        runBetweenTasks(() => {
          advancedMs += ms
          runDue()
        }),
      shiftWallClock: (change) => runBetweenTasks(() => (wallOffsetMs += change)),
      isMoved: () => advancedMs !== 0 || wallOffsetMs !== ahead,
    },
    timers: { after: (ms, run) => schedule(ms, run, null), every: (ms, run) => schedule(ms, run, ms) },
  }
}

/**
 * Runs the change in a separate task. Tests reach this process through the debugger, which can
 * run their code in the middle of a function of the app; a clock must not jump there.
 */
function runBetweenTasks(change: () => void): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => {
      change()
      resolve()
    })
  })
}
