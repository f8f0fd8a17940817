/** Runs work once the window has nothing more urgent to do; answers how to call it off. */
export function whenIdle(work: () => void): () => void {
  // Outside of Chromium (the tests' DOM) the end of the current task has to do.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(work)
  return () => cancelIdleCallback(handle)
}
