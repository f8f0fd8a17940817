import type { Messages } from '../../../preload/events'

type Channel = keyof Messages

export type Send = <K extends Channel>(channel: K, message: Messages[K]) => void

/** How the messages of a channel are held until the page listens to it. */
type ChannelRule = {
  /** `newest`: a message replaces the previous one. `all`: every message is held, in order. */
  keep: 'newest' | 'all'
  /** Whether a message is dropped after `heldMs`, because it is no longer expected. */
  expires: boolean
  /** Whether a message is dropped when the session changes: it was meant for the former user. */
  dropOnSessionChange: boolean
}

const channelRules: Readonly<Record<Channel, ChannelRule>> = {
  'auth:sessionEnded': { keep: 'newest', expires: false, dropOnSessionChange: false },
  'auth:idleWarning': { keep: 'newest', expires: false, dropOnSessionChange: true },
  'desktop:settingsChanged': { keep: 'newest', expires: false, dropOnSessionChange: false },
  'desktop:command': { keep: 'all', expires: true, dropOnSessionChange: true },
  // Only a screen that is already open needs these two. A reloaded page does not show that screen.
  'desktop:clipboardCleared': { keep: 'newest', expires: true, dropOnSessionChange: false },
  'desktop:progress': { keep: 'newest', expires: true, dropOnSessionChange: false },
}

export type MailboxDeps = {
  send: Send
  /** A monotonic clock, in milliseconds. */
  now: () => number
  heldMs: number
}

export type Mailbox = {
  /** Sends the message, or holds it until the page listens to the channel. */
  send: Send
  /** To be called when the page has its first listener on a channel. Ignores unknown channels. */
  startListening: (channel: unknown) => void
  /** To be called when the page is gone: the next page has no listeners yet. */
  resetListeners: () => void
  dropSessionMessages: () => void
}

type HeldMessage = { since: number; deliver: () => void }

/**
 * Holds messages that main sends before the page listens: right after the start, and while a
 * crashed page reloads.
 */
export function createMailbox({ send, now, heldMs }: MailboxDeps): Mailbox {
  const listening = new Set<Channel>()
  const held = new Map<Channel, HeldMessage[]>()

  /** The messages that are held for the channel and have not expired. */
  function unexpired(channel: Channel): HeldMessage[] {
    const messages = held.get(channel) ?? []
    return channelRules[channel].expires ? messages.filter(({ since }) => now() - since <= heldMs) : messages
  }

  return {
    send(channel, message) {
      if (listening.has(channel)) {
        send(channel, message)
        return
      }
      const pending = channelRules[channel].keep === 'all' ? unexpired(channel) : []
      held.set(channel, [...pending, { since: now(), deliver: () => send(channel, message) }])
    },
    startListening(channel) {
      if (!isChannel(channel)) return
      listening.add(channel)
      const messages = unexpired(channel)
      held.delete(channel)
      for (const { deliver } of messages) deliver()
    },
    resetListeners: () => listening.clear(),
    dropSessionMessages() {
      for (const channel of held.keys()) if (channelRules[channel].dropOnSessionChange) held.delete(channel)
    },
  }
}

function isChannel(name: unknown): name is Channel {
  return typeof name === 'string' && Object.hasOwn(channelRules, name)
}
