/** Runs `work` when the window is idle; returns a function that cancels it. */
export function whenIdle(work: () => void): () => void {
  // jsdom, in the tests, has no `requestIdleCallback`.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(work)
  return () => cancelIdleCallback(handle)
}
