/** Wall time and monotonic time, both in milliseconds. Neither alone is enough: one can be set, the other dies with the app. */
export type Clock = { now(): number; monotonic(): number }

/**
 * Wall time as it was when the app started, carried forward by the monotonic clock: while the app runs, setting the
 * system clock forward or back gains nothing. What is counted durably (pauses, tokens) is counted in this time.
 */
export function createSteadyClock(clock: Clock): () => number {
  const wallAtStart = clock.now()
  const monotonicAtStart = clock.monotonic()
  return () => wallAtStart + Math.round(clock.monotonic() - monotonicAtStart)
}
