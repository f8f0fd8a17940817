import { readFileSync } from 'node:fs'

/**
 * Ends this process when the npm that runs it is gone. npm that was killed with SIGKILL can tell nobody, and its script
 * would go on unseen. Between the two stands a shell, which outlives npm.
 */
export function endWithNpm() {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const ancestors = parents()
  const watch = () => {
    if (parents() !== ancestors) process.kill(process.pid, 'SIGTERM')
  }
  setInterval(watch, 1000).unref()
}

/** The parent of this process, and on Linux the parent's own parent. */
function parents() {
  const { ppid } = process
  return `${ppid} ${process.platform === 'linux' ? parentOf(ppid) : ''}`
}

/** @param {number} pid */
function parentOf(pid) {
  try {
    return /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  } catch {
    return undefined
  }
}
