import { ipcMain } from 'electron'

export type CallWatch = {
  /** Every call that arrived, in order, as `auth:logIn`. */
  readonly made: string[]
  /** How long the answer of a call is held back, in ms, by its name. */
  readonly delays: Record<string, number>
}

/** Writes down each call that comes over the border, and holds its answer back where a test asks for that. */
export function watchCalls(): CallWatch {
  const watch: CallWatch = { made: [], delays: {} }
  const handle = ipcMain.handle.bind(ipcMain)
  ipcMain.handle = (channel, answer) =>
    handle(channel, async (event, ...input: unknown[]) => {
      watch.made.push(channel)
      const delay = watch.delays[channel] ?? 0
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay))
      return (await answer(event, ...input)) as unknown
    })
  return watch
}
