import { ipcMain } from 'electron'

export type CallRecorder = {
  /** The name of every call received, in order: `auth:logIn`. */
  readonly received: string[]
  /**
   * The delay of a call in ms, by its name. Setting it to 0 also releases the calls that are
   * waiting.
   */
  readonly delays: Record<string, number>
  /**
   * The outcome that replaces that of a call, by its name: for outcomes that no test can provoke.
   */
  readonly answers: Record<string, unknown>
  /** Clears the calls, the delays and the answers. */
  reset(): void
}

/**
 * Records each call that main receives, and delays it or replaces its outcome when a test asks for
 * that. The call named by `LATCHKEY_TEST_HELD_CALL` waits from the start until its delay is set to
 * 0.
 */
export function recordCalls(): CallRecorder {
  const heldAtStart = process.env['LATCHKEY_TEST_HELD_CALL']
  const recorder: CallRecorder = {
    received: [],
    delays: heldAtStart ? { [heldAtStart]: Infinity } : {},
    answers: {},
    reset: () => {
      recorder.received.length = 0
      for (const names of [recorder.delays, recorder.answers]) {
        for (const name of Object.keys(names)) Reflect.deleteProperty(names, name)
      }
    },
  }
  const handle = ipcMain.handle.bind(ipcMain)
  ipcMain.handle = (channel, answer) =>
    handle(channel, async (event, ...input: unknown[]) => {
      recorder.received.push(channel)
      await waitWhileHeld(recorder.delays, channel)
      return (recorder.answers[channel] ?? (await answer(event, ...input))) as unknown
    })
  return recorder
}

async function waitWhileHeld(delays: CallRecorder['delays'], channel: string): Promise<void> {
  const startedAt = performance.now()
  const isHeld = () => performance.now() - startedAt < (delays[channel] ?? 0)
  while (isHeld()) await new Promise((resolve) => setTimeout(resolve, 10))
}
