import { useCallback, useEffect, useRef, useState } from 'react'

/** How long a deed has been under way: not, too short to mention, worth a spinner, slow, very slow. */
export type Stage = 'idle' | 'pressed' | 'working' | 'slow' | 'verySlow'

/** A spinner that shows at once flickers; one that goes at once does too. */
const stagesMs = { working: 300, slow: 5_000, verySlow: 15_000 } as const
const spinnerAtLeastMs = 400

export type Busy = {
  stage: Stage
  /** Runs one deed at a time: while one is under way the next is not begun and answers undefined. */
  run: <T>(call: () => Promise<T>) => Promise<T | undefined>
}

/** The patience of every button that asks main for something. Nothing is ever given up here: main decides. */
export function useBusy(): Busy {
  const [stage, setStage] = useState<Stage>('idle')
  const running = useRef(false)
  const timers = useRef<ReturnType<typeof setTimeout>[]>([])
  useEffect(() => () => clear(timers.current), [])

  const run = useCallback(async <T>(call: () => Promise<T>) => {
    if (running.current) return undefined
    running.current = true
    const begun = performance.now()
    setStage('pressed')
    timers.current = patience(setStage)
    try {
      const answer = await call()
      await spinnerHasBeenSeen(performance.now() - begun)
      return answer
    } finally {
      clear(timers.current)
      running.current = false
      setStage('idle')
    }
  }, [])
  return { stage, run }
}

const names = Object.keys(stagesMs) as (keyof typeof stagesMs)[]

function patience(setStage: (stage: Stage) => void) {
  return names.map((stage) => setTimeout(() => setStage(stage), stagesMs[stage]))
}

function clear(timers: ReturnType<typeof setTimeout>[]) {
  for (const timer of timers) clearTimeout(timer)
}

async function spinnerHasBeenSeen(elapsedMs: number) {
  const leftMs = stagesMs.working + spinnerAtLeastMs - elapsedMs
  if (elapsedMs >= stagesMs.working && leftMs > 0) await new Promise((done) => setTimeout(done, leftMs))
}
