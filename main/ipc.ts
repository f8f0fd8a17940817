import { ipcMain, type IpcMainInvokeEvent } from 'electron'
import type { Outcome } from '../preload/errors'

/** The calls of a bridge: each takes whatever came over the border, parses it itself, never throws, answers an Outcome. */
export type ServedCalls = Readonly<Record<string, (input: unknown) => Promise<Outcome<unknown>>>>

export type Border = {
  /** Whether the message comes from the main frame of our window. */
  trusts: (event: Pick<IpcMainInvokeEvent, 'senderFrame'>) => boolean
  /** What must have happened before a call can be answered: asked each time. */
  settled?: () => Promise<void>
  /** Runs after each answer. */
  afterCall?: () => void
}

/** One handler per call. A stranger is refused before anything of the input is looked at, and learns nothing. */
export function serve(bridge: 'auth' | 'desktop', calls: ServedCalls, { trusts, settled, afterCall }: Border): void {
  for (const [name, call] of Object.entries(calls)) {
    ipcMain.handle(`${bridge}:${name}`, async (event, input: unknown): Promise<Outcome<unknown>> => {
      if (!trusts(event)) return { ok: false, error: { code: 'forbidden' } }
      await settled?.()
      const outcome = await call(input)
      afterCall?.()
      return outcome
    })
  }
}
