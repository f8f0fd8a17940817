import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { checkAttempt, pauseAfter, type Attempts } from '../../main/auth/backoff'
import { policy } from '../../main/policy'

const now = 1_800_000_000_000
const second = 1000
const minute = 60 * second

describe('the pause', () => {
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
  ])('after %i failures lasts %i ms', (count, expected) => {
    expect(pauseAfter(count, policy)).toBe(expected)
  })
})

const after = (count: number, ms: number): Attempts => ({ count, lastAt: now - ms })

test('the first five tries are free, the sixth waits 30 s from the fifth', () => {
  expect(checkAttempt(after(4, 0), now, policy).allowed).toBe(true)
  expect(checkAttempt(after(5, 0), now, policy)).toMatchObject({ allowed: false, leftMs: 30 * second })
  expect(checkAttempt(after(5, 30 * second), now, policy).allowed).toBe(true)
})

test('a day after the last failure the count starts again', () => {
  expect(checkAttempt(after(40, policy.attemptsForgottenMs), now, policy)).toEqual({
    allowed: true,
    next: { count: 1, lastAt: now },
  })
})

test('a clock set back starts the pause again from now, never a longer one', () => {
  const verdict = checkAttempt({ count: 5, lastAt: now + 365 * 24 * 60 * minute }, now, policy)
  expect(verdict).toEqual({ allowed: false, leftMs: 30 * second, kept: { count: 5, lastAt: now } })
})

/** Every kind of record comes often: counts around the first pause, and times within the time of forgetting. */
const anyRecord = fc.record({
  count: fc.oneof(fc.nat(12), fc.nat(1e6)),
  lastAt: fc.oneof(
    fc.integer({ min: now - policy.attemptsForgottenMs, max: now }),
    fc.integer({ min: now - 1e12, max: now + 1e12 }),
  ),
})

test('whatever is on record, no pause is ever longer than a full one, and a try that is allowed is counted', () => {
  const { attemptsForgottenMs } = policy
  fc.assert(
    fc.property(fc.option(anyRecord), (recorded) => {
      const verdict = checkAttempt(recorded, now, policy)
      const isForgotten = recorded === null || now - recorded.lastAt >= attemptsForgottenMs
      const count = isForgotten ? 0 : recorded.count
      if (verdict.allowed) {
        expect(verdict.next).toEqual({ count: count + 1, lastAt: now })
      } else {
        expect(verdict.kept.count).toBe(count)
        expect(verdict.leftMs).toBeLessThanOrEqual(pauseAfter(count, policy))
      }
    }),
    { examples: [[null], [after(40, attemptsForgottenMs)], [after(40, attemptsForgottenMs - 1)]] },
  )
})
