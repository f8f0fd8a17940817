import { readFileSync } from 'node:fs'

/**
 * Ends this process when the npm that runs it has died. An npm killed with SIGKILL forwards no
 * signal, and its script would run on. The shell between the two outlives npm, so the parent alone
 * is not enough to watch.
 */
export function endWithNpm() {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const ancestors = parents()
  const watch = () => {
    if (parents() !== ancestors) process.kill(process.pid, 'SIGTERM')
  }
  setInterval(watch, 1000).unref()
}

/** The parent of this process and, on Linux, its grandparent. */
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
