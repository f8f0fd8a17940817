import type { Messages } from '../../../preload/events'

type Channel = keyof Messages

export type Send = <K extends Channel>(channel: K, message: Messages[K]) => void

/** How the messages of a channel are held while the page does not listen to it. */
type Holding = {
  /** `newest`: a message replaces the one before it. `all`: every message, in order. */
  keep: 'newest' | 'all'
  /** Dropped after a few seconds: nobody expects it any more. */
  expires: boolean
  /** Dropped when the session changes: it was meant for the person who was there. */
  ofSession: boolean
}

const holdings: Readonly<Record<Channel, Holding>> = {
  'auth:sessionEnded': { keep: 'newest', expires: false, ofSession: false },
  'auth:idleWarning': { keep: 'newest', expires: false, ofSession: true },
  'desktop:settingsChanged': { keep: 'newest', expires: false, ofSession: false },
  'desktop:command': { keep: 'all', expires: true, ofSession: true },
  // Only a screen that already listens wants these two. A page that comes back does not show that
  // screen again.
  'desktop:clipboardCleared': { keep: 'newest', expires: true, ofSession: false },
  'desktop:progress': { keep: 'newest', expires: true, ofSession: false },
}

export type MailboxDeps = {
  send: Send
  /** Monotonic. */
  now: () => number
  heldMs: number
}

export type Mailbox = {
  /** Sends the message, or holds it until the page listens to the channel. */
  send: Send
  /** The page has its first listener on the channel. Ignores what is no channel. */
  startListening: (channel: unknown) => void
  /** The page is gone: the next one has no listeners yet. */
  forgetListeners: () => void
  changeSession: () => void
}

type Held = { since: number; deliver: () => void }

/**
 * Holds what main tells the page before the page listens: right after the start, and while a
 * crashed page comes back.
 */
export function createMailbox({ send, now, heldMs }: MailboxDeps): Mailbox {
  const listening = new Set<Channel>()
  const held = new Map<Channel, Held[]>()

  /** What is held for the channel and has not expired. */
  function wanted(channel: Channel): Held[] {
    const messages = held.get(channel) ?? []
    return holdings[channel].expires ? messages.filter(({ since }) => now() - since <= heldMs) : messages
  }

  return {
    send(channel, message) {
      if (listening.has(channel)) {
        send(channel, message)
        return
      }
      const before = holdings[channel].keep === 'all' ? wanted(channel) : []
      held.set(channel, [...before, { since: now(), deliver: () => send(channel, message) }])
    },
    startListening(channel) {
      if (!isChannel(channel)) return
      listening.add(channel)
      const messages = wanted(channel)
      held.delete(channel)
      for (const { deliver } of messages) deliver()
    },
    forgetListeners: () => listening.clear(),
    changeSession() {
      for (const channel of held.keys()) if (holdings[channel].ofSession) held.delete(channel)
    },
  }
}

function isChannel(name: unknown): name is Channel {
  return typeof name === 'string' && Object.hasOwn(holdings, name)
}
