/** Passed in, so that tests can let a minute pass by assignment. Each answers its own cancel. */
export type Timers = {
  after(ms: number, run: () => void): () => void
  every(ms: number, run: () => void): () => void
}

/** The real ones. They never keep the app alive. */
export function systemTimers(): Timers {
  return {
    after(ms, run) {
      const timer = setTimeout(run, ms).unref()
      return () => clearTimeout(timer)
    },
    every(ms, run) {
      const timer = setInterval(run, ms).unref()
      return () => clearInterval(timer)
    },
  }
}
