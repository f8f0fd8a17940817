import { useCallback, useEffect, useRef, useState } from 'react'

/** The progress of an action: not running, too short to show, with a spinner, slow, very slow. */
export type Stage = 'idle' | 'pressed' | 'working' | 'slow' | 'verySlow'

/** A spinner flickers if it appears at once or disappears soon after. */
const stagesMs = { working: 300, slow: 5_000, verySlow: 15_000 } as const
const minSpinnerMs = 400

export type Busy = {
  stage: Stage
  /** Runs one action at a time. While one is running, returns undefined and starts no other. */
  run: <T>(action: () => Promise<T>) => Promise<T | undefined>
}

/** The progress of a call to main. There is no timeout here: main decides when to give up. */
export function useBusy(): Busy {
  const [stage, setStage] = useState<Stage>('idle')
  const running = useRef(false)
  const timers = useRef<ReturnType<typeof setTimeout>[]>([])
  useEffect(() => () => clearTimers(timers.current), [])

  const run = useCallback(async <T>(action: () => Promise<T>) => {
    if (running.current) return undefined
    running.current = true
    const startedAt = performance.now()
    setStage('pressed')
    timers.current = startStageTimers(setStage)
    try {
      const result = await action()
      await waitForSpinner(performance.now() - startedAt)
      return result
    } finally {
      clearTimers(timers.current)
      running.current = false
      setStage('idle')
    }
  }, [])
  return { stage, run }
}

const stageNames = Object.keys(stagesMs) as (keyof typeof stagesMs)[]

function startStageTimers(setStage: (stage: Stage) => void) {
  return stageNames.map((stage) => setTimeout(() => setStage(stage), stagesMs[stage]))
}

function clearTimers(timers: ReturnType<typeof setTimeout>[]) {
  for (const timer of timers) clearTimeout(timer)
}

async function waitForSpinner(elapsedMs: number) {
  const leftMs = stagesMs.working + minSpinnerMs - elapsedMs
  if (elapsedMs >= stagesMs.working && leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs))
}
