import { beforeEach, describe, expect, it } from 'vitest'
import { createMailbox, type Mailbox } from '../../../main/desktop/window/mailbox'
import type { Messages } from '../../../preload/events'

const heldMs = 5000

let time: number
let sent: unknown[]
let mailbox: Mailbox

beforeEach(() => {
  time = 0
  sent = []
  mailbox = createMailbox({
    now: () => time,
    heldMs,
    send: (channel, message) => void sent.push([channel, message]),
  })
})

const settings = (zoomPercent: number): Messages['desktop:settingsChanged'] => ({
  theme: 'system',
  language: 'system',
  resolvedLanguage: 'en',
  zoomPercent,
})

/** One message per channel. */
const messages: Messages = {
  'auth:sessionEnded': { reason: 'idle' },
  'auth:idleWarning': { logOutAt: 60_000 },
  'desktop:clipboardCleared': undefined,
  'desktop:settingsChanged': settings(100),
  'desktop:command': 'import',
  'desktop:progress': { id: 'a', done: 1, total: 2 },
}
const channels = Object.keys(messages) as (keyof Messages)[]

describe.each(channels)('a message on %s', (channel) => {
  it('is held until the page listens, then sent once', () => {
    mailbox.send(channel, messages[channel])
    expect(sent).toEqual([])
    mailbox.startListening(channel)
    mailbox.startListening(channel)
    expect(sent).toEqual([[channel, messages[channel]]])
  })

  it('is sent at once if the page listens', () => {
    mailbox.startListening(channel)
    mailbox.send(channel, messages[channel])
    mailbox.send(channel, messages[channel])
    expect(sent).toHaveLength(2)
  })

  it('is not sent when the page listens to other channels', () => {
    mailbox.send(channel, messages[channel])
    for (const other of channels) if (other !== channel) mailbox.startListening(other)
    expect(sent).toEqual([])
  })

  it('is held again for a page that replaces a listening one', () => {
    mailbox.startListening(channel)
    mailbox.resetListeners()
    mailbox.send(channel, messages[channel])
    expect(sent).toEqual([])
    mailbox.startListening(channel)
    expect(sent).toEqual([[channel, messages[channel]]])
  })

  it('stays held if the page is replaced before it listens', () => {
    mailbox.send(channel, messages[channel])
    mailbox.resetListeners()
    mailbox.startListening(channel)
    expect(sent).toHaveLength(1)
  })
})

describe('held messages', () => {
  const expiring = ['desktop:command', 'desktop:clipboardCleared', 'desktop:progress']

  it.each(channels)('on %s expire only if the channel says so', (channel) => {
    mailbox.send(channel, messages[channel])
    time = heldMs
    mailbox.resetListeners()
    mailbox.startListening(channel)
    expect(sent).toHaveLength(1)

    mailbox.resetListeners()
    mailbox.send(channel, messages[channel])
    time += heldMs + 1
    mailbox.startListening(channel)
    expect(sent).toHaveLength(expiring.includes(channel) ? 1 : 2)
  })

  it('include every unexpired command, in order', () => {
    mailbox.send('desktop:command', 'createAccount')
    time = heldMs
    mailbox.send('desktop:command', 'import')
    mailbox.send('desktop:command', 'import')
    mailbox.send('desktop:command', 'shortcuts')
    time += 1
    mailbox.startListening('desktop:command')
    expect(sent).toEqual([
      ['desktop:command', 'import'],
      ['desktop:command', 'import'],
      ['desktop:command', 'shortcuts'],
    ])
  })

  it('include only the newest message of every other channel', () => {
    mailbox.send('desktop:settingsChanged', settings(110))
    mailbox.send('desktop:settingsChanged', settings(125))
    mailbox.send('auth:idleWarning', { logOutAt: 1 })
    mailbox.send('auth:idleWarning', { logOutAt: 2 })
    mailbox.send('auth:sessionEnded', { reason: 'locked' })
    mailbox.send('auth:sessionEnded', { reason: 'idle' })
    mailbox.send('desktop:progress', { id: 'a', done: 1, total: 2 })
    mailbox.send('desktop:progress', { id: 'a', done: 2, total: 2 })
    for (const channel of channels) mailbox.startListening(channel)
    expect(sent).toEqual([
      ['auth:sessionEnded', { reason: 'idle' }],
      ['auth:idleWarning', { logOutAt: 2 }],
      ['desktop:settingsChanged', settings(125)],
      ['desktop:progress', { id: 'a', done: 2, total: 2 }],
    ])
  })

  it('lose the commands and the idle warning when the session changes', () => {
    for (const channel of channels) mailbox.send(channel, messages[channel])
    mailbox.dropSessionMessages()
    for (const channel of channels) mailbox.startListening(channel)
    expect(sent.map((message) => (message as unknown[])[0])).toEqual([
      'auth:sessionEnded',
      'desktop:clipboardCleared',
      'desktop:settingsChanged',
      'desktop:progress',
    ])
    mailbox.send('desktop:command', 'lock')
    expect(sent.at(-1)).toEqual(['desktop:command', 'lock'])
  })
})
