import { useEffect, useEffectEvent, useState } from 'react'
import { useFormats } from '../app/formats'
import { useText } from '../app/intl'
import { useAnnounce } from '../a11y/Announcer'
import { useClock, type Clock } from '../ui/clock'

/** What main never exceeds; a clock that was set back must not show more. */
const longestPauseSeconds = 15 * 60
const spokenAtSeconds = [30, 10]
const tickMs = 250

/** Seconds left until `retryAt`, 0 when it is over or there is none. Spoken at the start, at 30 s, at 10 s and at the end. */
export function usePause(retryAt: number | null): number {
  const clock = useClock()
  const [left, setLeft] = useState(0)
  const speak = useEffectEvent(useSpeech())

  useEffect(() => {
    if (retryAt === null) return
    const secondsLeft = createCountdown(clock, retryAt)
    let before = Infinity
    const tick = () => {
      const seconds = secondsLeft()
      speak(before, seconds)
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

/** The smaller of what both clocks say: setting one back prolongs nothing, and a sleeping computer's pause runs on. */
export function createCountdown(clock: Clock, retryAt: number, longestSeconds = longestPauseSeconds): () => number {
  const seconds = (ms: number) => Math.max(0, Math.ceil(ms / 1000))
  const pauseMs = Math.min(retryAt - clock.now(), longestSeconds * 1000)
  const endMs = clock.monotonic() + pauseMs
  return () => seconds(Math.min(endMs - clock.monotonic(), retryAt - clock.now()))
}

/** Speaks a few times, not every second. */
function useSpeech() {
  const text = useText()
  const { duration } = useFormats()
  const { polite } = useAnnounce()
  return (before: number, seconds: number) => {
    if (seconds === before) return
    if (seconds === 0) polite(text('login.throttled.over'))
    else if (before === Infinity || spokenAtSeconds.some((mark) => seconds <= mark && before > mark)) {
      polite(text('login.throttled', { time: duration(seconds) }))
    }
  }
}
