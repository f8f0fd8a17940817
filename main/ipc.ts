import { ipcMain, type IpcMainInvokeEvent } from 'electron'
import type { Outcome } from '../preload/errors'

/**
 * The calls of a bridge. Each parses its own untrusted input, returns an Outcome and never throws.
 */
export type ServedCalls = Readonly<Record<string, (input: unknown) => Promise<Outcome<unknown>>>>

export type ServeOptions = {
  /** Whether the message comes from the main frame of our window. */
  trusts: (event: Pick<IpcMainInvokeEvent, 'senderFrame'>) => boolean
  /** Awaited before each call. */
  whenReady?: () => Promise<void>
  /** Runs after each call. */
  afterCall?: () => void
}

/** Registers one handler per call. Untrusted senders are refused before their input is read. */
export function serve(
  bridge: 'auth' | 'desktop',
  calls: ServedCalls,
  { trusts, whenReady, afterCall }: ServeOptions,
): void {
  for (const [name, call] of Object.entries(calls)) {
    ipcMain.handle(`${bridge}:${name}`, async (event, input: unknown): Promise<Outcome<unknown>> => {
      if (!trusts(event)) return { ok: false, error: { code: 'forbidden' } }
      await whenReady?.()
      const outcome = await call(input)
      afterCall?.()
      return outcome
    })
  }
}
