import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  phaseOf,
  wallLagMs,
  type Instant,
  type SessionLimits,
  type SessionTimes,
} from '../../main/session/session-limits'

const minute = 60_000
const hour = 60 * minute
const start: Instant = { wall: 1_800_000_000_000, monotonic: 5_000 }
const limits: SessionLimits = {
  idleMs: 15 * minute,
  idleWarningMs: minute,
  lockedMs: 8 * hour,
  clockBackToleranceMs: minute,
}
const fresh: SessionTimes = {
  started: start,
  expiresAt: start.wall + 24 * hour,
  leftAtStartMs: 24 * hour,
  lastUsed: start,
  lastActive: start,
  lockedSince: null,
}
const later = (ms: number, set = 0): Instant => ({ wall: start.wall + ms + set, monotonic: start.monotonic + ms })

describe('idleness', () => {
  test.each([
    [14 * minute - 1, { phase: 'open' }],
    [14 * minute, { phase: 'warned', logOutAt: start.wall + 15 * minute }],
    [15 * minute - 1, { phase: 'warned', logOutAt: start.wall + 15 * minute }],
    [15 * minute, { phase: 'over', reason: 'idle' }],
  ])('after %i ms', (ms, phase) => {
    expect(phaseOf(fresh, limits, later(ms))).toEqual(phase)
  })

  test('warns for half of a limit of one minute', () => {
    const short = { ...limits, idleMs: minute }
    expect(phaseOf(fresh, short, later(30_000 - 1))).toEqual({ phase: 'open' })
    expect(phaseOf(fresh, short, later(30_000)).phase).toBe('warned')
  })

  test('never ends the session without a limit', () => {
    expect(phaseOf(fresh, { ...limits, idleMs: null }, later(23 * hour))).toEqual({ phase: 'open' })
  })

  test('ends the session if the computer slept, although the monotonic clock stopped', () => {
    const asleep = { wall: start.wall + 12 * hour, monotonic: start.monotonic + 1000 }
    expect(phaseOf(fresh, limits, asleep)).toEqual({ phase: 'over', reason: 'idle' })
  })

  test('ends the session by the monotonic clock if the wall clock was set back a little', () => {
    expect(phaseOf(fresh, limits, later(15 * minute, -minute))).toEqual({ phase: 'over', reason: 'idle' })
  })
})

describe('a lock', () => {
  const locked = { ...fresh, lockedSince: start }
  test('lasts eight hours, without a warning, whatever the idle limit', () => {
    expect(phaseOf(locked, limits, later(8 * hour - 1))).toEqual({ phase: 'locked' })
    expect(phaseOf(locked, limits, later(8 * hour))).toEqual({ phase: 'over', reason: 'expired' })
  })

  test('does not extend the session', () => {
    const soonOver = { ...locked, expiresAt: start.wall + hour }
    expect(phaseOf(soonOver, limits, later(hour))).toEqual({ phase: 'over', reason: 'expired' })
  })
})

test('ends the session if the clock is set back to over a minute before the last use', () => {
  expect(phaseOf(fresh, limits, later(0, -minute)).phase).toBe('open')
  expect(phaseOf(fresh, limits, later(0, -minute - 1))).toEqual({ phase: 'over', reason: 'expired' })
})

test('the absolute limit holds on either clock, however often the session is used', () => {
  const used = (now: Instant) => ({ ...fresh, lastUsed: now, lastActive: now })
  for (const now of [later(24 * hour), later(0, 24 * hour), later(24 * hour, -23 * hour)]) {
    expect(phaseOf(used(now), limits, now)).toEqual({ phase: 'over', reason: 'expired' })
  }
})

test.each([
  ['stands still', later(hour, -hour), hour],
  ['is set back in small steps', later(hour, -minute), minute],
  ['is right', later(hour), 0],
  ['runs ahead, because the computer slept', later(hour, 8 * hour), 0],
])('a wall clock that %s', (_, now, lag) => {
  expect(wallLagMs(start, now)).toBe(lag)
})

test('the fraction of a millisecond by which the clocks differ is no lag', () => {
  expect(wallLagMs(start, { wall: start.wall, monotonic: start.monotonic + 0.9 })).toBe(0)
})

test('no session stays open or locked longer than either clock allows', () => {
  const step = fc.record({
    passes: fc.integer({ min: 0, max: 3 * hour }),
    set: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -2 * hour, max: 2 * hour })),
    does: fc.constantFrom('nothing', 'active', 'used', 'lock', 'unlock'),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let now = start
      let times = fresh
      for (const { passes, set, does } of steps) {
        now = { wall: now.wall + passes + set, monotonic: now.monotonic + passes }
        const { phase } = phaseOf(times, limits, now)
        if (phase === 'over') return
        expect(now.monotonic - start.monotonic).toBeLessThan(24 * hour)
        expect(now.wall).toBeLessThan(times.expiresAt)
        const quiet = now.monotonic - (times.lockedSince ?? times.lastActive).monotonic
        expect(quiet).toBeLessThan(phase === 'locked' ? 8 * hour : 15 * minute)
        expect(phase === 'locked').toBe(times.lockedSince !== null)
        if (does === 'active' && !times.lockedSince) times = { ...times, lastActive: now }
        if (does === 'used') times = { ...times, lastUsed: now }
        if (does === 'lock') times = { ...times, lockedSince: times.lockedSince ?? now }
        if (does === 'unlock') times = { ...times, lockedSince: null, lastActive: now }
      }
    }),
  )
})
