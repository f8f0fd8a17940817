/**
 * Ends this process when its parent is gone. npm that was killed with SIGKILL can tell nobody, and its script would go
 * on unseen.
 */
export function endWithParent() {
  const parent = process.ppid
  const watch = () => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }
  setInterval(watch, 1000).unref()
}
