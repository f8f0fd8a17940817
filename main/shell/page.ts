import type { BrowserWindow, IpcMainInvokeEvent } from 'electron'
import type { Messages } from '../../preload/events'
import { isTrustedSender, type Home } from './guards'

export type Tell = <K extends keyof Messages>(channel: K, message: Messages[K]) => void

/** Our page as main sees it: whether a message is from it, and a way to speak to it. */
export type Page = { trusts: (event: IpcMainInvokeEvent) => boolean; tell: Tell }

export function createPage(window: BrowserWindow, home: Home): Page {
  const gone = () => window.isDestroyed() || window.webContents.isDestroyed()
  return {
    trusts: ({ senderFrame }) => !gone() && isTrustedSender(senderFrame, window.webContents.mainFrame, home),
    tell(channel, message) {
      if (!gone()) window.webContents.send(channel, message)
    },
  }
}
