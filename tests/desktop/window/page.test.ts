import type { BrowserWindow } from 'electron'
import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createPage } from '../../../main/desktop/window/page'

const origin = { page: 'app://bundle/index.html', developer: false }

/** As much of a window as a page needs, with what was sent to it. */
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
  it('gets what was held once it says that it listens', () => {
    const { page, sent, reportListening } = openPage()
    page.send('desktop:command', 'import')
    expect(sent).toEqual([])
    reportListening('desktop:command')
    expect(sent).toEqual([['desktop:command', 'import']])
  })

  it.each([
    ['another frame', { url: origin.page }],
    ['a frame that is gone', null],
  ])('is not %s: what that says is ignored', (_who, frame) => {
    const { page, sent, reportListening } = openPage()
    page.send('desktop:command', 'import')
    reportListening('desktop:command', frame)
    expect(sent).toEqual([])
  })

  it.each(['auth:logIn', 'toString', '__proto__', '', 7, null, undefined, {}, ['desktop:command']])(
    'may listen to known channels only, not to %j',
    (channel) => {
      const { page, sent, reportListening } = openPage()
      page.send('desktop:command', 'import')
      expect(() => reportListening(channel)).not.toThrow()
      expect(sent).toEqual([])
    },
  )

  it.each(['render-process-gone', 'did-navigate'])('listens no longer after %s', (event) => {
    const { page, contents, sent, reportListening } = openPage()
    reportListening('desktop:command')
    contents.emit(event)
    page.send('desktop:command', 'import')
    expect(sent).toEqual([])
    reportListening('desktop:command')
    expect(sent).toEqual([['desktop:command', 'import']])
  })

  it('that is destroyed is told nothing, and nothing throws', () => {
    const { page, sent, reportListening, state } = openPage()
    page.send('desktop:command', 'import')
    reportListening('desktop:progress')
    state.destroyed = true
    expect(() => {
      page.send('desktop:progress', { id: 'a', done: 1, total: 2 })
      page.send('desktop:command', 'lock')
      reportListening('desktop:command')
      page.changeSession()
    }).not.toThrow()
    expect(sent).toEqual([])
  })
})
