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

/** One message of each channel. */
const one: Messages = {
  'auth:sessionEnded': { reason: 'idle' },
  'auth:idleWarning': { logOutAt: 60_000 },
  'desktop:clipboardCleared': undefined,
  'desktop:settingsChanged': settings(100),
  'desktop:command': 'import',
  'desktop:progress': { id: 'a', done: 1, total: 2 },
}
const channels = Object.keys(one) as (keyof Messages)[]

describe.each(channels)('a message of %s', (channel) => {
  it('is held until the page listens, and sent once', () => {
    mailbox.send(channel, one[channel])
    expect(sent).toEqual([])
    mailbox.startListening(channel)
    mailbox.startListening(channel)
    expect(sent).toEqual([[channel, one[channel]]])
  })

  it('is sent at once to a page that listens', () => {
    mailbox.startListening(channel)
    mailbox.send(channel, one[channel])
    mailbox.send(channel, one[channel])
    expect(sent).toHaveLength(2)
  })

  it('does not wait for a listener of another channel', () => {
    mailbox.send(channel, one[channel])
    for (const other of channels) if (other !== channel) mailbox.startListening(other)
    expect(sent).toEqual([])
  })

  it('is held again for the page that replaces the one that listened', () => {
    mailbox.startListening(channel)
    mailbox.forgetListeners()
    mailbox.send(channel, one[channel])
    expect(sent).toEqual([])
    mailbox.startListening(channel)
    expect(sent).toEqual([[channel, one[channel]]])
  })

  it('stays held while one page after the other goes without listening', () => {
    mailbox.send(channel, one[channel])
    mailbox.forgetListeners()
    mailbox.startListening(channel)
    expect(sent).toHaveLength(1)
  })
})

describe('what is held', () => {
  const expiring = ['desktop:command', 'desktop:clipboardCleared', 'desktop:progress']

  it.each(channels)('of %s is as old as its channel allows', (channel) => {
    mailbox.send(channel, one[channel])
    time = heldMs
    mailbox.forgetListeners()
    mailbox.startListening(channel)
    expect(sent).toHaveLength(1)

    mailbox.forgetListeners()
    mailbox.send(channel, one[channel])
    time += heldMs + 1
    mailbox.startListening(channel)
    expect(sent).toHaveLength(expiring.includes(channel) ? 1 : 2)
  })

  it('is every command, in order, without those that are too old', () => {
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

  it('is the newest message of every other channel', () => {
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

  it('for one session is dropped when the session changes: commands and the idle warning', () => {
    for (const channel of channels) mailbox.send(channel, one[channel])
    mailbox.changeSession()
    for (const channel of channels) mailbox.startListening(channel)
    expect(sent.map((each) => (each as unknown[])[0])).toEqual([
      'auth:sessionEnded',
      'desktop:clipboardCleared',
      'desktop:settingsChanged',
      'desktop:progress',
    ])
    mailbox.send('desktop:command', 'lock')
    expect(sent.at(-1)).toEqual(['desktop:command', 'lock'])
  })
})
