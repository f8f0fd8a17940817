import type { BrowserWindow } from 'electron'
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createPage } from '../../../main/desktop/window/page'

const origin = { page: 'app://bundle/index.html', developer: false }

/** A fake window with the parts that `createPage` uses, and the messages sent to it. */
function openPage() {
  const sent: unknown[] = []
  const mainFrame = { url: origin.page }
  const state = { destroyed: false }
  const contents = Object.assign(new EventEmitter(), {
    mainFrame,
    ipc: new EventEmitter(),
    isDestroyed: () => state.destroyed,
    send: (...message: unknown[]) => {
      if (state.destroyed) throw new TypeError('Object has been destroyed')
      sent.push(message)
    },
  })
  const window = { webContents: contents, isDestroyed: () => state.destroyed } as unknown as BrowserWindow
  const page = createPage(window, { origin, monotonic: () => 0, heldMessageMs: 5000 })
  const reportListening = (channel: unknown, senderFrame: unknown = mainFrame) =>
    void contents.ipc.emit('page:listening', { senderFrame }, channel)
  return { page, contents, sent, reportListening, state }
}

describe('the page', () => {
  it('receives held messages once it reports that it listens', () => {
    const { page, sent, reportListening } = openPage()
    page.send('desktop:command', 'import')
    expect(sent).toEqual([])
    reportListening('desktop:command')
    expect(sent).toEqual([['desktop:command', 'import']])
  })

  it.each([
    ['another frame', { url: origin.page }],
    ['a frame that is gone', null],
  ])('ignores reports of %s', (_which, frame) => {
    const { page, sent, reportListening } = openPage()
    page.send('desktop:command', 'import')
    reportListening('desktop:command', frame)
    expect(sent).toEqual([])
  })

  it.each(['auth:logIn', 'toString', '__proto__', '', 7, null, undefined, {}, ['desktop:command']])(
    'can listen only to known channels, not to %j',
    (channel) => {
      const { page, sent, reportListening } = openPage()
      page.send('desktop:command', 'import')
      expect(() => reportListening(channel)).not.toThrow()
      expect(sent).toEqual([])
    },
  )

  it.each(['render-process-gone', 'did-navigate'])('does not listen any more after %s', (event) => {
    const { page, contents, sent, reportListening } = openPage()
    reportListening('desktop:command')
    contents.emit(event)
    page.send('desktop:command', 'import')
    expect(sent).toEqual([])
    reportListening('desktop:command')
    expect(sent).toEqual([['desktop:command', 'import']])
  })

  it('is sent nothing once it is destroyed, and nothing throws', () => {
    const { page, sent, reportListening, state } = openPage()
    page.send('desktop:command', 'import')
    reportListening('desktop:progress')
    state.destroyed = true
    expect(() => {
      page.send('desktop:progress', { id: 'a', done: 1, total: 2 })
      page.send('desktop:command', 'lock')
      reportListening('desktop:command')
      page.dropSessionMessages()
    }).not.toThrow()
    expect(sent).toEqual([])
  })
})
