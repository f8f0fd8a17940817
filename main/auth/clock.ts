/**
 * Wall time and monotonic time, in milliseconds. Neither is enough alone: the wall clock can be
 * set, and monotonic time does not survive the app.
 */
export type Clock = { now(): number; monotonic(): number }

/**
 * Steady time: the wall time at the start of the app, advanced by the monotonic clock. Setting the
 * system clock while the app runs gains nothing. Stored limits (pauses, tokens) use steady time.
 * How long the app was closed is known only from the wall clock, which may have been set.
 */
export function createSteadyClock(clock: Clock): () => number {
  const wallAtStart = clock.now()
  const monotonicAtStart = clock.monotonic()
  return () => wallAtStart + Math.round(clock.monotonic() - monotonicAtStart)
}
