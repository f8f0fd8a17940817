import { useEffect } from 'react'
import { useActions, useAuth } from './store-context'
import { holdsSession } from '../store/action-deps'
import { useClock } from '../ui/clock'

const activityEvents = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
const minIntervalMs = 1000

/**
 * Reports keyboard and pointer activity to main, at most once a second. Each report restarts the
 * idle time. Reports nothing while the idle warning is shown: only its buttons decide then.
 */
export function useActivityReports() {
  const clock = useClock()
  const { reportActivity } = useActions()
  const active = useAuth(({ screen, idleWarning }) => holdsSession(screen) && idleWarning === null)
  useEffect(() => {
    if (!active) return
    let lastReport = -Infinity
    const report = () => {
      const now = clock.monotonic()
      if (now - lastReport < minIntervalMs) return
      lastReport = now
      void reportActivity()
    }
    for (const kind of activityEvents) window.addEventListener(kind, report, { capture: true, passive: true })
    return () => {
      for (const kind of activityEvents) window.removeEventListener(kind, report, { capture: true })
    }
  }, [clock, reportActivity, active])
}
