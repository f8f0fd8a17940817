import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import { listeningChannel } from '../../../preload/events'
import { isTrustedSender, type PageOrigin } from '../security/guards'
import { createMailbox, type Send } from './mailbox'

export type PageDeps = { origin: PageOrigin; monotonic: () => number; heldMessageMs: number }

/** The connection to our page: verifies the sender of a message and sends messages. */
export type Page = {
  trusts: (event: Pick<IpcMainInvokeEvent, 'senderFrame'>) => boolean
  /** Holds the message until the page listens; see mailbox.ts. */
  send: Send
  /** Drops the messages that are held for the former session. */
  dropSessionMessages: () => void
}

export function createPage(window: BrowserWindow, { origin, monotonic, heldMessageMs }: PageDeps): Page {
  const isDestroyed = () => window.isDestroyed() || window.webContents.isDestroyed()
  const trusts: Page['trusts'] = ({ senderFrame }) =>
    !isDestroyed() && isTrustedSender(senderFrame, window.webContents.mainFrame, origin)
  const { send, startListening, resetListeners, dropSessionMessages } = createMailbox({
    now: monotonic,
    heldMs: heldMessageMs,
    send(channel, message) {
      if (!isDestroyed()) window.webContents.send(channel, message)
    },
  })

  window.webContents.ipc.on(listeningChannel, (event, channel: unknown) => {
    if (trusts(event)) startListening(channel)
  })
  window.webContents.on('render-process-gone', resetListeners)
  // Not `did-start-navigation`: it also fires for navigation that the guards refuse, after which
  // the page stays and still listens.
  window.webContents.on('did-navigate', resetListeners)
  return { trusts, send, dropSessionMessages }
}
