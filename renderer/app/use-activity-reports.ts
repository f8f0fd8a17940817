import { useEffect } from 'react'
import { useActions, useAuth } from './store-context'
import { holdsSession } from '../store/action-deps'
import { useClock } from '../ui/clock'

const kinds = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
const leastMs = 1000

/**
 * Tells main, at most once a second, that a key or the pointer is used in this window: main alone judges what that means.
 * Not while the warning asks whether somebody is there: only its answer counts then.
 */
export function useActivityReports() {
  const clock = useClock()
  const { reportActivity } = useActions()
  const watched = useAuth(({ screen, idleWarning }) => holdsSession(screen) && idleWarning === null)
  useEffect(() => {
    if (!watched) return
    let last = -Infinity
    const report = () => {
      const now = clock.monotonic()
      if (now - last < leastMs) return
      last = now
      void reportActivity()
    }
    for (const kind of kinds) window.addEventListener(kind, report, { capture: true, passive: true })
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, report, { capture: true })
    }
  }, [clock, reportActivity, watched])
}
