import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { listeningChannel } from '../../../preload/events'
import { isTrustedSender, type PageOrigin } from '../security/guards'
import { createMailbox, type Send } from './mailbox'

export type PageDeps = { origin: PageOrigin; monotonic: () => number; heldMessageMs: number }

/** Our page as main sees it: whether a message is from it, and a way to speak to it. */
export type Page = {
  trusts: (event: Pick<IpcMainInvokeEvent, 'senderFrame'>) => boolean
  /** Held while the page does not listen yet, see mailbox.ts. */
  send: Send
  /** What is held for the session before this one is dropped. */
  changeSession: () => void
}

export function createPage(window: BrowserWindow, { origin, monotonic, heldMessageMs }: PageDeps): Page {
  const gone = () => window.isDestroyed() || window.webContents.isDestroyed()
  const trusts: Page['trusts'] = ({ senderFrame }) =>
    !gone() && isTrustedSender(senderFrame, window.webContents.mainFrame, origin)
  const { send, startListening, forgetListeners, changeSession } = createMailbox({
    now: monotonic,
    heldMs: heldMessageMs,
    send(channel, message) {
      if (!gone()) window.webContents.send(channel, message)
    },
  })

  window.webContents.ipc.on(listeningChannel, (event, channel: unknown) => {
    if (trusts(event)) startListening(channel)
  })
  window.webContents.on('render-process-gone', forgetListeners)
  // Not `did-start-navigation`: a navigation that the guards refuse starts too, and then the page
  // stays and goes on listening.
  window.webContents.on('did-navigate', forgetListeners)
  return { trusts, send, changeSession }
}
