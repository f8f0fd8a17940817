import { ipcMain } from 'electron'

export type CallWatch = {
  /** Every call that arrived, in order, as `auth:logIn`. */
  readonly made: string[]
  /** How long a call is held back, in ms, by its name. Set to 0 it lets go of those that wait. */
  readonly delays: Record<string, number>
  /** What is answered in the call's place, by its name: for outcomes that no test can bring about. */
  readonly answers: Record<string, unknown>
  /** Forgets the calls, the delays and the answers. */
  putBack(): void
}

/**
 * Writes down each call that comes over the border, and holds it back or answers it where a test
 * asks for that. The call that `LATCHKEY_TEST_HELD_CALL` names is held back from the start, until
 * its delay is set to 0.
 */
export function watchCalls(): CallWatch {
  const heldAtStart = process.env['LATCHKEY_TEST_HELD_CALL']
  const watch: CallWatch = {
    made: [],
    delays: heldAtStart ? { [heldAtStart]: Infinity } : {},
    answers: {},
    putBack: () => {
      watch.made.length = 0
      for (const names of [watch.delays, watch.answers]) {
        for (const name of Object.keys(names)) Reflect.deleteProperty(names, name)
      }
    },
  }
  const handle = ipcMain.handle.bind(ipcMain)
  ipcMain.handle = (channel, answer) =>
    handle(channel, async (event, ...input: unknown[]) => {
      watch.made.push(channel)
      await held(watch.delays, channel)
      return (watch.answers[channel] ?? (await answer(event, ...input))) as unknown
    })
  return watch
}

async function held(delays: CallWatch['delays'], channel: string): Promise<void> {
  const begun = performance.now()
  const isHeld = () => performance.now() - begun < (delays[channel] ?? 0)
  while (isHeld()) await new Promise((resolve) => setTimeout(resolve, 10))
}
