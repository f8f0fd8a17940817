/** Injected, so that tests control time. Each method returns a function that cancels the timer. */
export type Timers = {
  after(ms: number, run: () => void): () => void
  every(ms: number, run: () => void): () => void
}

/** Node's timers. They do not keep the process alive. */
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
