import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { checkAttempt, pauseAfter, type Attempts } from '../../main/auth/backoff'
import { policy } from '../../main/policy'

const now = 1_800_000_000_000
const second = 1000
const minute = 60 * second

describe('pauseAfter', () => {
  test.each([
    [0, 0],
    [4, 0],
    [5, 30 * second],
    [6, minute],
    [7, 2 * minute],
    [8, 4 * minute],
    [9, 8 * minute],
    [10, 15 * minute],
    [11, 15 * minute],
    [5000, 15 * minute],
  ])('after %i failures returns a pause of %i ms', (count, expected) => {
    expect(pauseAfter(count, policy)).toBe(expected)
  })
})

const after = (count: number, ms: number): Attempts => ({ count, lastAt: now - ms })

test('allows the first five attempts; the sixth waits 30 s after the fifth', () => {
  expect(checkAttempt(after(4, 0), now, policy).allowed).toBe(true)
  expect(checkAttempt(after(5, 0), now, policy)).toMatchObject({ allowed: false, retryAfterMs: 30 * second })
  expect(checkAttempt(after(5, 30 * second), now, policy).allowed).toBe(true)
})

test('restarts the count a day after the last failure', () => {
  expect(checkAttempt(after(40, policy.attemptsExpireAfterMs), now, policy)).toEqual({
    allowed: true,
    next: { count: 1, lastAt: now },
  })
})

test('restarts the pause from now if the clock was set back, and never lengthens it', () => {
  const decision = checkAttempt({ count: 5, lastAt: now + 365 * 24 * 60 * minute }, now, policy)
  expect(decision).toEqual({ allowed: false, retryAfterMs: 30 * second, adjusted: { count: 5, lastAt: now } })
})

/** Favours counts around the first pause and times before the count expires. */
const anyRecord = fc.record({
  count: fc.oneof(fc.nat(12), fc.nat(1e6)),
  lastAt: fc.oneof(
    fc.integer({ min: now - policy.attemptsExpireAfterMs, max: now }),
    fc.integer({ min: now - 1e12, max: now + 1e12 }),
  ),
})

test('never exceeds a full pause, and counts every allowed attempt, whatever is on record', () => {
  const { attemptsExpireAfterMs } = policy
  fc.assert(
    fc.property(fc.option(anyRecord), (recorded) => {
      const decision = checkAttempt(recorded, now, policy)
      const isExpired = recorded === null || now - recorded.lastAt >= attemptsExpireAfterMs
      const count = isExpired ? 0 : recorded.count
      if (decision.allowed) {
        expect(decision.next).toEqual({ count: count + 1, lastAt: now })
      } else {
        expect(decision.adjusted.count).toBe(count)
        expect(decision.retryAfterMs).toBeLessThanOrEqual(pauseAfter(count, policy))
      }
    }),
    { examples: [[null], [after(40, attemptsExpireAfterMs)], [after(40, attemptsExpireAfterMs - 1)]] },
  )
})
