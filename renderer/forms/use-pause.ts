import { useEffect, useEffectEvent, useState } from 'react'
import { useFormats } from '../app/formats'
import { useText } from '../app/intl'
import { useAnnounce } from '../a11y/Announcer'
import { useClock, type Clock } from '../ui/clock'

/** The longest pause of main: a clock that was set back must not show more. */
const longestPauseSeconds = 15 * 60
const announcedAtSeconds = [30, 10]
const tickMs = 250

/**
 * Seconds left until `retryAt`; 0 if there is no pause. Announces the pause at its start, at 30 s,
 * at 10 s and at its end.
 */
export function usePause(retryAt: number | null): number {
  const clock = useClock()
  const [left, setLeft] = useState(0)
  const announce = useEffectEvent(usePauseAnnouncement())

  useEffect(() => {
    if (retryAt === null) return
    const secondsLeft = createCountdown(clock, retryAt)
    let before = Infinity
    const tick = () => {
      const seconds = secondsLeft()
      announce(before, seconds)
      before = seconds
      setLeft(seconds)
      if (seconds === 0) clearInterval(timer)
    }
    const timer = setInterval(tick, tickMs)
    tick()
    return () => {
      clearInterval(timer)
      setLeft(0)
    }
  }, [clock, retryAt])
  return left
}

/**
 * Counts by the wall clock and by the monotonic clock, and returns the smaller value. Setting the
 * wall clock back does not prolong a pause, and a pause continues while the computer sleeps.
 */
export function createCountdown(clock: Clock, retryAt: number, longestSeconds = longestPauseSeconds): () => number {
  const seconds = (ms: number) => Math.max(0, Math.ceil(ms / 1000))
  const pauseMs = Math.min(retryAt - clock.now(), longestSeconds * 1000)
  const endMs = clock.monotonic() + pauseMs
  return () => seconds(Math.min(endMs - clock.monotonic(), retryAt - clock.now()))
}

/** Announces a few marks, not every second. */
function usePauseAnnouncement() {
  const text = useText()
  const { duration } = useFormats()
  const { polite } = useAnnounce()
  return (before: number, seconds: number) => {
    if (seconds === before) return
    if (seconds === 0) polite(text('login.throttled.over'))
    else if (before === Infinity || announcedAtSeconds.some((mark) => seconds <= mark && before > mark)) {
      polite(text('login.throttled', { time: duration(seconds) }))
    }
  }
}
