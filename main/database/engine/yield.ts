import { MessageChannel } from 'node:worker_threads'

/**
 * Lets the event loop run once: other calls are answered in between. Not `setImmediate`: in
 * Electron the loop of Node sleeps while Chromium runs a task, and an immediate that is set in one
 * does not wake it. A message does.
 */
export function yieldToEventLoop(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port2.once('message', () => {
      port1.close()
      resolve()
    })
    port1.postMessage(null)
  })
}
